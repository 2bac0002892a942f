package io.offgrid.audit.spi;

import io.offgrid.audit.AuditException;
import org.jspecify.annotations.Nullable;

/** A store could not do what was asked. The message names the file and says what to do. */
public class StoreException extends AuditException {
  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
