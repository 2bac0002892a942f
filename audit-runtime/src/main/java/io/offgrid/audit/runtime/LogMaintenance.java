package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.ConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a log as a whole, by a person or on a schedule, while others may record to it. It
 * waits for the right to append like any writer. For one thread; holds nothing between calls.
 */
public final class LogMaintenance implements AutoCloseable {
  private final LogSettings settings;
  private final LogWriter writer;

  LogMaintenance(LogSettings settings, LogWriter writer) {
    this.settings = settings;
    this.writer = writer;
  }

  /** Where the log is, for people. */
  public String location() {
    return settings.store().location();
  }

  /**
   * Goes over to another signing key: the next one of the key source if one is prepared there, else
   * a new one. A rotation that a crash ended is taken up where it ended.
   *
   * @param to the key that it must be; null for whichever it is
   * @param listener is told each step
   * @throws ConfigurationException if a person must first add the key; the message says how
   * @throws AuditException if there is no log, or its keys do not allow to append, or a step fails
   */
  public void rotateKey(@Nullable String to, KeyRotationListener listener) {
    if (settings.store().readHead().isEmpty()) {
      throw new AuditException(
          "there is no log at "
              + location()
              + ", or its head is gone: no key was rotated; a new log simply begins with a new key");
    }
    new KeyRotation(settings.keys(), to, listener).run(writer);
  }

  @Override
  public void close() {
    writer.close();
  }
}
