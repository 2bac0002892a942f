package io.offgrid.audit.intercept;

import com.google.inject.Provider;
import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Records calls. All that can fail without the method comes before it: getting the log, asking who
 * calls, taking down the arguments.
 */
final class AuditInterceptor implements MethodInterceptor {
  private final Provider<AuditLog> log;
  private final Provider<Optional<AuditContext>> context;
  private final Map<Method, AuditedMethod> methods = new ConcurrentHashMap<>();

  AuditInterceptor(Provider<AuditLog> log, Provider<Optional<AuditContext>> context) {
    this.log = log;
    this.context = context;
  }

  @Override
  public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
    AuditedMethod method = methods.computeIfAbsent(invocation.getMethod(), AuditedMethod::of);
    AuditedCall call = AuditedCall.of(method, invocation.getArguments(), context.get());
    AuditLog open = begin(call);
    Object result;
    try {
      result = invocation.proceed();
    } catch (Throwable thrown) {
      end(open, method, call.failed(thrown), thrown);
      throw thrown;
    }
    end(open, method, call.succeeded(), null);
    return result;
  }

  /** The log, with the call announced in it if that is wanted. */
  private AuditLog begin(AuditedCall call) {
    try {
      AuditLog open = log.get();
      call.announced().ifPresent(open::recordAndWait);
      return open;
    } catch (RuntimeException e) {
      String message = call.method().name() + " was not run, because it cannot be recorded: ";
      throw new UnrecordedCallException(message + e.getMessage(), e, false);
    }
  }

  private static void end(
      AuditLog open, AuditedMethod method, AuditEvent event, @Nullable Throwable thrown) {
    try {
      open.recordAndWait(event);
    } catch (RuntimeException e) {
      String ended = thrown == null ? "returned" : "threw " + thrown.getClass().getName();
      UnrecordedCallException unrecorded =
          new UnrecordedCallException(
              method.name() + " has run and " + ended + ", but is not recorded: " + e.getMessage(),
              e,
              true);
      if (thrown != null) {
        unrecorded.addSuppressed(thrown);
      }
      throw unrecorded;
    }
  }
}
