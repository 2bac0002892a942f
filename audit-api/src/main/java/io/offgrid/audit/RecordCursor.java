package io.offgrid.audit;

import java.util.Iterator;

/**
 * Records one after the other, read as they are asked for. For one thread.
 *
 * <p>{@code hasNext} and {@code next} throw {@link AuditException} when the log cannot be read.
 */
public interface RecordCursor extends Iterator<AuditRecord>, AutoCloseable {
  /**
   * Lines passed over so far because they are damaged beyond reading; {@code verify} tells more.
   */
  long unreadable();

  /** Whether the query's {@code scanBytes} ended it, so that there may be more behind it. */
  default boolean isCutShort() {
    return false;
  }

  /** Number of the last record that was looked at, whether it matched or not; 0 for none. */
  default long lastSeq() {
    return 0;
  }

  /** Of the bytes to be read, the part already read, from 0 to 1. */
  double progress();

  @Override
  void close();
}
