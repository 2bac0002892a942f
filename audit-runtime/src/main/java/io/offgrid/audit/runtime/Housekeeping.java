package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.spi.AlertKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
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
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration JUMP = Duration.ofHours(1);

  private final LogMaintenance maintenance;
  private final Clock clock;
  private final LongSupplier ticker;
  private final Thread thread = new Thread(this::run, "offgrid-audit-housekeeping");
  private Instant lastTime;
  private long lastNanos;
  private long roundAt;
  private String lastHeld = "";
  private final Set<String> sinksBehind = new HashSet<>();
  private boolean closed; // this and the next two: guarded by this
  private boolean sealed;
  private long summaryAt;

  /** What {@link #next} may bring. */
  enum Due {
    SUMMARY,
    ROUND,
    END
  }

  Housekeeping(LogMaintenance maintenance) {
    this(maintenance, System::nanoTime);
  }

  /**
   * One with its own measure of the time that passes.
   *
   * @param ticker tells nanoseconds since whenever, as {@link System#nanoTime} does
   */
  Housekeeping(LogMaintenance maintenance, LongSupplier ticker) {
    this.maintenance = maintenance;
    this.clock = maintenance.settings().clock();
    this.ticker = ticker;
    this.lastTime = clock.instant();
    this.lastNanos = ticker.getAsLong();
    this.roundAt = lastNanos + INTERVAL.toNanos();
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** A segment was sealed. */
  synchronized void sealed() {
    sealed = true;
    summaryAt = ticker.getAsLong() + PAUSE.toNanos();
    notifyAll();
  }

  /** Begins no further round; returns at once. */
  synchronized void stop() {
    closed = true;
    notifyAll();
  }

  /** Waits for the end of what is under way, also when interrupted; after {@link #stop}. */
  void await() {
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
  }

  private void run() {
    guarded(this::prune);
    guarded(this::warnOfSinks);
    for (Due due = next(); due != Due.END; due = next()) {
      guarded(due == Due.ROUND ? this::round : maintenance::summariseNewest);
    }
    maintenance.close();
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

  /** Waits for what is due next; what was sealed before the end is summarised before it, too. */
  synchronized Due next() {
    try {
      for (long left = millisToNext(); !closed && left > 0; left = millisToNext()) {
        wait(left);
      }
    } catch (InterruptedException e) {
      return Due.END;
    }
    if (!closed && millisTo(roundAt) <= 0) {
      roundAt = ticker.getAsLong() + INTERVAL.toNanos();
      return Due.ROUND;
    }
    boolean summary = sealed;
    sealed = false;
    return summary ? Due.SUMMARY : Due.END;
  }

  private long millisToNext() {
    long round = millisTo(roundAt);
    return sealed ? Math.min(round, millisTo(summaryAt)) : round;
  }

  private long millisTo(long nanoTime) {
    return (nanoTime - ticker.getAsLong()) / 1_000_000;
  }

  /** One round of a log that has been open for a while. */
  void round() {
    if (clockJumped()) {
      LOG.error(
          "the clock jumped to {}: nothing is deleted by age for an hour, put it right", lastTime);
      return;
    }
    maintenance.sealIfOld();
    guarded(this::prune);
    guarded(this::warnOfSinks);
    maintenance.summarise(this::isClosed);
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private boolean clockJumped() {
    Instant now = clock.instant();
    long nanos = ticker.getAsLong();
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
    String held = plan.held() ? plan.rest().replaceAll("[0-9]+", "") : ""; // they move on
    if (plan.held() && !held.equals(lastHeld)) {
      maintenance.settings().alerts().raise(AlertKind.RETENTION_HELD, plan.rest());
    }
    lastHeld = held;
  }

  /** Once for each sink that falls behind, until it has caught up. */
  private void warnOfSinks() {
    Map<String, String> behind = maintenance.sinksBehind();
    behind.forEach(
        (sink, message) -> {
          if (sinksBehind.add(sink)) {
            maintenance.settings().alerts().raise(AlertKind.SINK_BEHIND, message);
          }
        });
    sinksBehind.retainAll(behind.keySet());
  }
}
