package io.offgrid.audit.intercept;

import com.google.inject.TypeLiteral;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What must hold for the parameters of a method whose calls are to be recorded. */
final class ParameterRules {
  private static final List<Class<? extends Annotation>> MARKS =
      List.of(Detail.class, AuditTarget.class, AuditUser.class);

  private final List<Method> declarations;
  private final Parameter[] parameters;
  private final List<TypeLiteral<?>> types;
  private final List<String> problems = new ArrayList<>();

  private ParameterRules(TypeLiteral<?> type, Method method, List<Method> overridden) {
    declarations = Stream.concat(Stream.of(method), overridden.stream()).toList();
    parameters = method.getParameters();
    types = type.getParameterTypes(method);
  }

  static List<String> problems(
      TypeLiteral<?> type, Method method, List<Method> overridden, Audited audited) {
    ParameterRules rules = new ParameterRules(type, method, overridden);
    rules.saysEachThingOnce(audited);
    for (int i = 0; i < rules.parameters.length; i++) {
      if (isMarked(rules.parameters[i])) {
        rules.mayBeRecorded(i);
      }
    }
    return rules.problems;
  }

  /** Whether anything of its parameters is to be recorded. */
  static boolean hasMarks(Method method) {
    return Arrays.stream(method.getParameters()).anyMatch(ParameterRules::isMarked);
  }

  private static boolean isMarked(Parameter parameter) {
    return MARKS.stream().anyMatch(parameter::isAnnotationPresent);
  }

  private void saysEachThingOnce(Audited audited) {
    long targets = count(AuditTarget.class) + (audited.target().isEmpty() ? 0 : 1);
    if (targets > 1) {
      problems.add(
          "has %d targets; an event has one: make details of the others".formatted(targets));
    }
    if (count(AuditUser.class) > 1) {
      problems.add(
          "has %d users; an event has one: make details of the others"
              .formatted(count(AuditUser.class)));
    }
    Set<String> names = new HashSet<>();
    Arrays.stream(parameters)
        .map(parameter -> parameter.getAnnotation(Detail.class))
        .flatMap(detail -> Optional.ofNullable(detail).stream())
        .forEach(detail -> mayBeCalled(detail.value(), names));
  }

  private void mayBeCalled(String name, Set<String> names) {
    if (name.isBlank()) {
      problems.add("a @Detail has no name; give it one");
    } else if (name.equals(AuditedCall.EXCEPTION)) {
      problems.add(
          "@Detail(\"exception\") is where the class of an exception goes; choose another name");
    } else if (!names.add(name)) {
      problems.add("has two details called \"%s\"; name them apart".formatted(name));
    }
  }

  private long count(Class<? extends Annotation> annotation) {
    return Arrays.stream(parameters).filter(p -> p.isAnnotationPresent(annotation)).count();
  }

  private void mayBeRecorded(int index) {
    String which = "parameter " + (index + 1) + " ";
    if (isSecret(index)) {
      problems.add(which + "is to be recorded, but is @Secret; remove the one or the other");
      return;
    }
    if (parameters[index].isAnnotationPresent(Detail.class)) {
      RecordableTypes.problem(types.get(index))
          .ifPresent(
              problem ->
                  problems.add(
                      which
                          + "cannot be a detail: "
                          + problem
                          + "; pass a text, number, enum or time, a record or collection of these,"
                          + " or remove @Detail"));
    }
    boolean text =
        parameters[index].isAnnotationPresent(AuditTarget.class)
            || parameters[index].isAnnotationPresent(AuditUser.class);
    if (text && !RecordableTypes.isScalar(types.get(index).getRawType())) {
      problems.add(
          which
              + "cannot be a target or user: %s is not a text, number, enum, UUID or time; pass one of these"
                  .formatted(types.get(index)));
    }
  }

  /** Also if only a method that it overrides or implements says so. */
  private boolean isSecret(int index) {
    return RecordableTypes.isSecret(types.get(index).getRawType())
        || declarations.stream()
            .anyMatch(method -> method.getParameters()[index].isAnnotationPresent(Secret.class));
  }
}
