package io.offgrid.audit.intercept;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the annotations of a method say.
 *
 * @param name for people: class and method
 * @param user the index of the parameter that tells who it is
 * @param targetIndex the index of the parameter that tells what it is done to
 * @param details the indexes of the parameters that go into the details, by the names there
 */
record AuditedMethod(
    String name,
    Audited audited,
    Optional<Integer> user,
    Optional<Integer> targetIndex,
    String targetPrefix,
    Map<String, Integer> details) {

  static AuditedMethod of(Method method) {
    Map<String, Integer> details = new LinkedHashMap<>();
    Parameter[] parameters = method.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      Detail detail = parameters[i].getAnnotation(Detail.class);
      if (detail != null) {
        details.put(detail.value(), i);
      }
    }
    Optional<Integer> target = first(parameters, AuditTarget.class);
    return new AuditedMethod(
        method.getDeclaringClass().getName() + "." + method.getName(),
        Objects.requireNonNull(method.getAnnotation(Audited.class)),
        first(parameters, AuditUser.class),
        target,
        target.map(at -> parameters[at].getAnnotation(AuditTarget.class).value()).orElse(""),
        details);
  }

  private static Optional<Integer> first(
      Parameter[] parameters, Class<? extends Annotation> annotation) {
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i].isAnnotationPresent(annotation)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /** The type of the event that is recorded before the method runs. */
  Optional<String> before() {
    return Optional.of(audited.before()).filter(type -> !type.isEmpty());
  }

  /** The type of the event if the method throws. */
  String onFailure() {
    return audited.onFailure().isEmpty() ? audited.value() : audited.onFailure();
  }

  /** What a call with these arguments is done to; null if it does not say. */
  @Nullable String target(@Nullable Object[] arguments) {
    if (targetIndex.isEmpty()) {
      return audited.target().isEmpty() ? null : audited.target();
    }
    String value = RecordedValue.text(arguments[targetIndex.get()]);
    return value == null ? null : targetPrefix + value;
  }
}
