package io.offgrid.audit.intercept;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call before the method runs, which may change its arguments or log its user
 * out.
 */
record AuditedCall(
    AuditedMethod method,
    @Nullable String userId,
    @Nullable String source,
    @Nullable String target,
    Map<String, @Nullable Object> details) {
  /** The detail that names the class of an exception. */
  static final String EXCEPTION = "exception";

  static AuditedCall of(
      AuditedMethod method, @Nullable Object[] arguments, Optional<AuditContext> context) {
    String user = method.user().map(index -> RecordedValue.text(arguments[index])).orElse(null);
    String caller = context.flatMap(AuditContext::userId).orElse(null);
    Map<String, @Nullable Object> details = new LinkedHashMap<>();
    method.details().forEach((name, at) -> details.put(name, RecordedValue.of(arguments[at])));
    return new AuditedCall(
        method,
        method.user().isPresent() ? user : caller,
        context.flatMap(AuditContext::source).orElse(null),
        method.target(arguments),
        details);
  }

  /** That the method is about to run, if that is to be recorded. */
  Optional<AuditEvent> announced() {
    return method.before().map(type -> event(type, null).build());
  }

  AuditEvent succeeded() {
    return event(method.audited().value(), Outcome.SUCCESS).build();
  }

  /** With the class of what was thrown. Its message may hold anything, also what is secret. */
  AuditEvent failed(Throwable thrown) {
    return event(method.onFailure(), Outcome.FAILURE)
        .detail(EXCEPTION, thrown.getClass().getName())
        .build();
  }

  private AuditEvent.Builder event(String type, @Nullable Outcome outcome) {
    return AuditEvent.builder(type)
        .userId(userId)
        .outcome(outcome)
        .severity(method.audited().severity())
        .source(source)
        .target(target)
        .details(details);
  }
}
