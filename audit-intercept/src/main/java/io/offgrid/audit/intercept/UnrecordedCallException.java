package io.offgrid.audit.intercept;

import io.offgrid.audit.AuditException;

/**
 * A call of an {@link Audited} method is not in the log. {@link #hasRun} tells whether its effects
 * are there nonetheless; what the method itself threw is {@linkplain #getSuppressed suppressed} in
 * this, why it was not recorded is the cause.
 */
public final class UnrecordedCallException extends AuditException {
  private final boolean hasRun;

  UnrecordedCallException(String message, Throwable cause, boolean hasRun) {
    super(message, cause);
    this.hasRun = hasRun;
  }

  /** Whether the method has run; calling it again would then do it twice. */
  public boolean hasRun() {
    return hasRun;
  }
}
