package io.offgrid.audit.server;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.EventTypes;
import io.offgrid.audit.Outcome;
import io.offgrid.audit.Severity;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records who was refused, as {@code auth_failure}: so many at once, then ten a minute, so that
 * nobody fills the log with them. Those left out are counted in the next one. Safe for use by any
 * number of threads.
 */
final class AuthFailures {
  static final int AT_ONCE = 10;

  private static final Logger LOG = LoggerFactory.getLogger(AuthFailures.class);
  private static final double PER_SECOND = 10 / 60.0;

  private final AuditLog log;
  private final LongSupplier nanos;
  private final Allowance allowance;
  private long suppressed;

  /**
   * @param nanos as {@link System#nanoTime}
   */
  AuthFailures(AuditLog log, LongSupplier nanos) {
    this.log = log;
    this.nanos = nanos;
    allowance = new Allowance(AT_ONCE, PER_SECOND, nanos.getAsLong());
  }

  /**
   * One more.
   *
   * @param token whose, if that is known
   * @param request its method and path, as it may be shown
   * @param reason why
   */
  void add(@Nullable String token, String address, String request, String reason) {
    long before;
    synchronized (this) {
      if (!allowance.take(nanos.getAsLong())) {
        suppressed++;
        return;
      }
      before = suppressed;
      suppressed = 0;
    }
    AuditEvent.Builder event =
        failure().userId(token).source(address).target(request).detail("reason", reason);
    record(before == 0 ? event : event.detail("suppressed", before));
  }

  /** Records how many were left out, if that is not for the next one to tell; now and then. */
  void tellSuppressed() {
    long before;
    synchronized (this) {
      if (suppressed == 0 || !allowance.take(nanos.getAsLong())) {
        return;
      }
      before = suppressed;
      suppressed = 0;
    }
    record(failure().detail("suppressed", before));
  }

  private static AuditEvent.Builder failure() {
    return AuditEvent.builder(EventTypes.AUTH_FAILURE)
        .outcome(Outcome.FAILURE)
        .severity(Severity.WARNING);
  }

  private void record(AuditEvent.Builder event) {
    try {
      Object unused =
          log.record(event.build())
              .whenComplete(
                  (result, error) -> {
                    if (error != null) {
                      LOG.warn("A refused request could not be recorded: {}", error.getMessage());
                    }
                  });
    } catch (AuditException e) {
      LOG.warn("A refused request could not be recorded: {}", e.getMessage());
    }
  }
}
