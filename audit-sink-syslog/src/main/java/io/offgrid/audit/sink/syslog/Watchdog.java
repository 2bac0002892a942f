package io.offgrid.audit.sink.syslog;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends an operation that takes too long: nothing but closing its socket ends a write that hangs.
 * Watches one operation at a time. One daemon thread, which begins with the first one; a timer that
 * was set is left to fire, as setting one for each write would wake that thread each time.
 */
final class Watchdog implements AutoCloseable {
  private final ScheduledThreadPoolExecutor timer;
  private @Nullable Runnable cut;
  private long deadline;
  private boolean fired;
  private boolean timerSet;
  private long timerAt;

  Watchdog(String name) {
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** From now on, until {@link #done}: cuts when so much time has passed. */
  synchronized void watch(Duration limit, Runnable cutter) {
    cut = cutter;
    fired = false;
    deadline = System.nanoTime() + limit.toNanos();
    if (!timerSet || deadline - timerAt < 0) {
      setTimer();
    }
  }

  /** The operation has ended; tells whether it was cut. */
  synchronized boolean done() {
    cut = null;
    return fired;
  }

  private synchronized void look() {
    timerSet = false;
    if (cut == null) {
      return;
    }
    if (System.nanoTime() - deadline < 0) {
      setTimer();
      return;
    }
    fired = true;
    cut.run();
    cut = null;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it is left to fire
  private void setTimer() {
    if (!timer.isShutdown()) {
      timerSet = true;
      timerAt = deadline;
      timer.schedule(this::look, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public synchronized void close() {
    timer.shutdownNow();
  }
}
