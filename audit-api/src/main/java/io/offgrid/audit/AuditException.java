package io.offgrid.audit;

import org.jspecify.annotations.Nullable;

/** Base of all errors of the audit log. The message says what failed, where, and what to do. */
public class AuditException extends RuntimeException {
  public AuditException(String message) {
    super(message);
  }

  public AuditException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
