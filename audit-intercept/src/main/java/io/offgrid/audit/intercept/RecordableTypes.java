package io.offgrid.audit.intercept;

import com.google.inject.TypeLiteral;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Which types are recorded: those of which it is known what their text holds. */
final class RecordableTypes {
  private static final Set<Class<?>> SCALARS =
      Set.of(
          String.class,
          Character.class,
          Boolean.class,
          UUID.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          BigInteger.class,
          BigDecimal.class);

  private RecordableTypes() {}

  static boolean isSecret(Class<?> type) {
    return type.isAnnotationPresent(Secret.class) || type == io.offgrid.audit.spi.Secret.class;
  }

  /** A text, a number and the like; also enums. */
  static boolean isScalar(Class<?> type) {
    return type.isEnum()
        || (type.isPrimitive() && type != void.class)
        || SCALARS.contains(type)
        || (type.getPackageName().equals("java.time") && Modifier.isFinal(type.getModifiers()));
  }

  /** The components of a record that are not secret. */
  static List<RecordComponent> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .filter(component -> !component.isAnnotationPresent(Secret.class))
        .filter(component -> !isSecret(component.getType()))
        .toList();
  }

  /** What stands in the way of recording values of this type; absent if nothing does. */
  static Optional<String> problem(TypeLiteral<?> type) {
    return problem(type, new HashSet<>());
  }

  private static Optional<String> problem(TypeLiteral<?> type, Set<Class<?>> around) {
    Class<?> raw = type.getRawType();
    if (isSecret(raw)) {
      return Optional.of(raw.getName() + " is secret");
    }
    if (isScalar(raw)) {
      return Optional.empty();
    }
    if (raw == Optional.class) {
      return argument(type, raw, 0, around);
    }
    if (Collection.class.isAssignableFrom(raw)) {
      return argument(type, Collection.class, 0, around);
    }
    if (Map.class.isAssignableFrom(raw)) {
      return argument(type, Map.class, 0, around).or(() -> argument(type, Map.class, 1, around));
    }
    return raw.isRecord() ? ofComponents(type, around) : Optional.of(unknown(type));
  }

  private static Optional<String> argument(
      TypeLiteral<?> type, Class<?> generic, int index, Set<Class<?>> around) {
    Type written = written(type.getSupertype(generic), index);
    if (written instanceof TypeVariable) {
      return Optional.of(type + " does not say what is in it");
    }
    TypeLiteral<?> argument = TypeLiteral.get(written);
    boolean noName = generic == Map.class && index == 0 && !isScalar(argument.getRawType());
    return noName ? Optional.of(unknown(argument) + " as a name") : problem(argument, around);
  }

  private static Type written(TypeLiteral<?> type, int index) {
    Type argument =
        type.getType() instanceof ParameterizedType known
            ? known.getActualTypeArguments()[index]
            : type.getRawType().getTypeParameters()[index];
    return argument instanceof WildcardType wildcard ? wildcard.getUpperBounds()[0] : argument;
  }

  private static Optional<String> ofComponents(TypeLiteral<?> type, Set<Class<?>> around) {
    Class<?> raw = type.getRawType();
    if (!around.add(raw)) {
      return Optional.of(raw.getName() + " holds itself");
    }
    for (RecordComponent component : components(raw)) {
      if (!component.getAccessor().trySetAccessible()) {
        return Optional.of(raw.getName() + " is in a package that is not open to audit-intercept");
      }
      Optional<String> problem =
          problem(type.getReturnType(component.getAccessor()), around)
              .map(what -> raw.getSimpleName() + "." + component.getName() + ": " + what);
      if (problem.isPresent()) {
        return problem;
      }
    }
    around.remove(raw);
    return Optional.empty();
  }

  private static String unknown(TypeLiteral<?> type) {
    return type + " may print anything";
  }
}
