package io.offgrid.audit.intercept;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns arguments into values of details. It goes by what they are, not by what they were declared
 * as, so that an object that got somewhere against its declaration is not printed either. It throws
 * nothing: a value must not keep an event out of the log.
 */
final class RecordedValue {
  static final String SECRET = "(secret)";
  private static final int MAX_DEPTH = 32;

  private RecordedValue() {}

  /** A copy that shares nothing with the argument. */
  static @Nullable Object of(@Nullable Object value) {
    try {
      return of(value, 1);
    } catch (RuntimeException e) {
      return unrecorded(e);
    }
  }

  /** A value of one of the scalar types as text. */
  static @Nullable String text(@Nullable Object value) {
    Object scalar = value == null ? null : of(value, MAX_DEPTH);
    return scalar == null ? null : scalar.toString();
  }

  private static @Nullable Object of(@Nullable Object value, int depth) {
    if (value == null) {
      return null;
    }
    Class<?> type = value.getClass();
    if (RecordableTypes.isSecret(type)) {
      return SECRET;
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    if (RecordableTypes.isScalar(type)) {
      boolean json = value instanceof Number || value instanceof Boolean;
      return json ? value : value.toString();
    }
    return depth == MAX_DEPTH ? unrecorded(value) : composite(value, depth + 1);
  }

  private static @Nullable Object composite(Object value, int depth) {
    if (value instanceof Optional<?> optional) {
      return optional.isEmpty() ? null : of(optional.get(), depth);
    }
    if (value instanceof Collection<?> collection) {
      List<@Nullable Object> elements = new ArrayList<>();
      collection.forEach(element -> elements.add(of(element, depth)));
      return elements;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      map.forEach(
          (name, member) -> members.put(String.valueOf(of(name, depth)), of(member, depth)));
      return members;
    }
    return value instanceof Record components ? members(components, depth) : unrecorded(value);
  }

  private static Map<String, @Nullable Object> members(Record value, int depth) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (RecordComponent component : RecordableTypes.components(value.getClass())) {
      members.put(component.getName(), of(read(component, value), depth));
    }
    return members;
  }

  private static @Nullable Object read(RecordComponent component, Record value) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String unrecorded(Object value) {
    return "(not recorded: " + value.getClass().getName() + ")";
  }
}
