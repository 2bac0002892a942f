package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditException;

/**
 * The log does not hold what an earlier backup of it holds: it was cut back, rolled back, replaced
 * or changed, or the backup was. The backup is as it was.
 */
public final class BackupRefusedException extends AuditException {
  BackupRefusedException(String message) {
    super(message);
  }
}
