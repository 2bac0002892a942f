package io.offgrid.audit.server;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLogReader;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The number of the last event, looked at several times a second for as long as somebody waits for
 * a change, once for all of them. Safe for use by any number of threads.
 */
final class LiveHead {
  private static final long POLL_MILLIS = 150;

  private final AuditLogReader log;
  private final LongSupplier nanos;
  private long seq = -1;
  private long lookedAt;

  /**
   * @param nanos as {@link System#nanoTime}
   */
  LiveHead(AuditLogReader log, LongSupplier nanos) {
    this.log = log;
    this.nanos = nanos;
  }

  /** As it is now; 0 when there is no log. */
  synchronized long seq() {
    look();
    return seq;
  }

  /** Waits for another number than this, at most so long; then the number may be this one. */
  synchronized long awaitOther(long known, long millis) throws InterruptedException {
    long deadline = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (true) {
      boolean mayBeOld = seq < known; // who read the log may know more than the last look told
      if (mayBeOld || nanos.getAsLong() - lookedAt >= TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS)) {
        look();
      }
      if (seq != known || nanos.getAsLong() >= deadline) {
        return seq;
      }
      wait(POLL_MILLIS);
    }
  }

  private void look() {
    try {
      seq = log.head().seq();
    } catch (AuditException e) {
      seq = Math.max(0, seq); // none yet, or about to be written anew: verification tells
    }
    lookedAt = nanos.getAsLong();
  }
}
