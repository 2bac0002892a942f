package io.offgrid.audit.runtime;

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

  @Override
  public void close() {
    writer.close();
  }
}
