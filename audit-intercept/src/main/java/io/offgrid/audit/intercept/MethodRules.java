package io.offgrid.audit.intercept;

import com.google.inject.TypeLiteral;
import io.offgrid.audit.EventTypes;
import io.offgrid.audit.InvalidEventException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** What must hold for a method whose calls are to be recorded, and for one that overrides such. */
final class MethodRules {
  private final TypeLiteral<?> type;
  private final Method method;
  private final List<String> problems = new ArrayList<>();

  private MethodRules(TypeLiteral<?> type, Method method) {
    this.type = type;
    this.method = method;
  }

  /**
   * All that is wrong.
   *
   * @param overridden what the method overrides and implements
   */
  static List<String> problems(TypeLiteral<?> type, Method method, List<Method> overridden) {
    MethodRules rules = new MethodRules(type, method);
    Audited audited = method.getAnnotation(Audited.class);
    if (audited != null) {
      rules.canBeIntercepted();
      rules.hasEventTypes(audited);
      rules.endsWhenItReturns();
      rules.problems.addAll(ParameterRules.problems(type, method, overridden, audited));
    } else {
      rules.losesNothing(overridden);
    }
    return rules.problems.stream().map(problem -> describe(method) + ": " + problem).toList();
  }

  static String describe(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(
            Collectors.joining(
                ", ", method.getDeclaringClass().getName() + "." + method.getName() + "(", ")"));
  }

  private void canBeIntercepted() {
    int modifiers = method.getModifiers();
    if (Modifier.isPrivate(modifiers) || Modifier.isStatic(modifiers)) {
      String which = Modifier.isStatic(modifiers) ? "static" : "private";
      problems.add(
          "is " + which + ", and Guice intercepts only what it can override; make it public");
    }
    if (Modifier.isFinal(modifiers)) {
      problems.add("is final, and Guice intercepts by overriding; remove final from the method");
    }
    if (Modifier.isFinal(type.getRawType().getModifiers())) {
      problems.add(
          "%s is final, and Guice intercepts by a subclass; remove final from the class"
              .formatted(type.getRawType().getName()));
    }
  }

  private void hasEventTypes(Audited audited) {
    requireType("value", audited.value());
    if (!audited.onFailure().isEmpty()) {
      requireType("onFailure", audited.onFailure());
    }
    if (!audited.before().isEmpty()) {
      requireType("before", audited.before());
    }
  }

  private void requireType(String element, String eventType) {
    try {
      EventTypes.requireRecordable(eventType);
    } catch (InvalidEventException e) {
      problems.add("@Audited(" + element + "): " + e.getMessage());
    }
  }

  private void endsWhenItReturns() {
    Class<?> returned = method.getReturnType();
    if (Future.class.isAssignableFrom(returned)
        || CompletionStage.class.isAssignableFrom(returned)) {
      problems.add(
          "returns a %s, so nobody knows the outcome when it returns; audit the method that does the work, or record by AuditLog when it is done"
              .formatted(returned.getSimpleName()));
    }
  }

  /** Neither a forgotten {@code @Audited} nor one that an override takes away. */
  private void losesNothing(List<Method> overridden) {
    overridden.stream()
        .filter(AuditedMethods::isAudited)
        .findFirst()
        .ifPresent(
            other ->
                problems.add(
                    "takes the place of %s, which is @Audited, but is not itself: Java does not inherit annotations of methods; put @Audited here too"
                        .formatted(describe(other))));
    if (ParameterRules.hasMarks(method) && problems.isEmpty()) {
      problems.add("has parameters to record, but is not @Audited; put @Audited on the method");
    }
  }
}
