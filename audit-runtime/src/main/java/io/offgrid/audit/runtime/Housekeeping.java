package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.spi.AlertKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a log that is open for recording does about itself, in a thread of its own: once when it is
 * opened and every hour from then on, deletes what retention lets go, and, every hour, seals a
 * segment that is old though nothing is recorded and makes missing summaries. Recording does not
 * wait for it.
 *
 * <p>A clock that jumps forwards would have everything deleted. So after a jump, against the time
 * that passed by the machine's own measure, one round is left out: an hour to put the clock right.
 */
final class Housekeeping {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration INTERVAL = Duration.ofHours(1);
  private static final Duration JUMP = Duration.ofHours(1);

  private final LogMaintenance maintenance;
  private final Clock clock;
  private final Thread thread = new Thread(this::run, "offgrid-audit-housekeeping");
  private Instant lastTime;
  private long lastNanos;
  private String lastHeld = "";
  private boolean closed; // guarded by this

  Housekeeping(LogMaintenance maintenance) {
    this.maintenance = maintenance;
    this.clock = maintenance.settings().clock();
    this.lastTime = clock.instant();
    this.lastNanos = System.nanoTime();
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Waits for what is under way, also when interrupted. Not to be called by its own thread. */
  void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    maintenance.close();
  }

  private void run() {
    guarded(this::prune);
    while (!isClosedAfter(INTERVAL.toMillis())) {
      guarded(this::round);
    }
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (AuditException e) {
      LOG.warn("housekeeping will try again: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("housekeeping failed", e);
    }
  }

  private synchronized boolean isClosedAfter(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    try {
      for (long left = millis; !closed && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
        wait(left);
      }
    } catch (InterruptedException e) {
      return true;
    }
    return closed;
  }

  /** One round of a log that has been open for a while. */
  void round() {
    if (clockJumped()) {
      LOG.error(
          "the clock jumped to {}: nothing is deleted by age for an hour, put it right", lastTime);
      return;
    }
    maintenance.sealIfOld();
    prune();
    maintenance.summarise(this::isClosed);
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private boolean clockJumped() {
    Instant now = clock.instant();
    long nanos = System.nanoTime();
    Duration off = Duration.between(lastTime, now).minusNanos(nanos - lastNanos).abs();
    lastTime = now;
    lastNanos = nanos;
    return off.compareTo(JUMP) > 0;
  }

  private void prune() {
    PrunePlan plan = maintenance.prune();
    if (!plan.isEmpty()) {
      LOG.info(
          "retention deleted seq {} to {}: {} bytes", plan.fromSeq(), plan.toSeq(), plan.bytes());
    }
    if (plan.held() && !plan.rest().equals(lastHeld)) {
      maintenance.settings().alerts().raise(AlertKind.RETENTION_HELD, plan.rest());
      lastHeld = plan.rest();
    }
  }
}
