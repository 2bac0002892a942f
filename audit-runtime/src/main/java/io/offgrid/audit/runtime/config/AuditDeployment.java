package io.offgrid.audit.runtime.config;

import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.runtime.VerifyOnStart;
import io.offgrid.audit.spi.Exporter;
import java.util.Set;

/** The components of a configuration, put together. Safe for use by any number of threads. */
@SuppressWarnings("DoNotCallSuggester") // until it is written
public final class AuditDeployment implements AutoCloseable {
  AuditDeployment() {}

  /**
   * Opens the log for recording. Generates a key when none is configured and there is no log yet.
   * With {@code enabled: false} the log records nothing.
   *
   * @param whenUnset how much to verify when {@code verify_on_start} does not say
   * @throws io.offgrid.audit.AuditException if it cannot be opened, or must not be
   */
  public AuditLog openLog(VerifyOnStart whenUnset) {
    throw new UnsupportedOperationException(whenUnset.toString());
  }

  /** Opens the log for reading. Makes, locks and changes nothing. */
  public AuditLogReader openReader() {
    throw new UnsupportedOperationException();
  }

  /**
   * An exporter by its type name.
   *
   * @throws io.offgrid.audit.AuditException if there is none of that name; the message has the
   *     known ones
   */
  public Exporter exporter(String type) {
    throw new UnsupportedOperationException(type);
  }

  /** The type names of all exporters, in alphabetical order. */
  public Set<String> exporterTypes() {
    throw new UnsupportedOperationException();
  }

  /** Where the log is, for people. */
  public String location() {
    throw new UnsupportedOperationException();
  }

  /** Releases the store. Close the logs and readers first. Idempotent. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
