package io.offgrid.audit.runtime;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Wakes a forwarder that waits, and tells it to end. Safe for use by any number of threads. */
final class Signal {
  private boolean raised;
  private boolean stopped;
  private long deadline;

  /** There may be something to do. */
  synchronized void raise() {
    if (!raised) {
      raised = true;
      notifyAll();
    }
  }

  /** Ends all waiting; what is left to do must be done within this time. */
  synchronized void stop(Duration within) {
    if (!stopped) {
      stopped = true;
      deadline = System.nanoTime() + within.toNanos();
      notifyAll();
    }
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  /** How much of the time is left, at least 0; after {@link #stop}. */
  synchronized Duration left() {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  /**
   * Waits until it is raised, stopped, or the time is over.
   *
   * @return whether it was raised since it was last waited for
   */
  synchronized boolean await(Duration atMost) {
    waitFor(atMost, () -> stopped || raised);
    boolean was = raised;
    raised = false;
    return was;
  }

  /**
   * Waits until the time is over, it is stopped, or, being stopped, nothing is left of the rest.
   */
  synchronized void pause(Duration time) {
    if (stopped) {
      Duration left = left();
      waitFor(left.compareTo(time) < 0 ? left : time, () -> false);
    } else {
      waitFor(time, () -> stopped);
    }
  }

  /** Goes on waiting when interrupted, by mistake: nobody but {@link #stop} ends a forwarder. */
  private synchronized void waitFor(Duration time, BooleanSupplier enough) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = millisTo(end); left > 0 && !enough.getAsBoolean(); left = millisTo(end)) {
      try {
        wait(left);
      } catch (InterruptedException e) {
        raised = true;
      }
    }
  }

  private static long millisTo(long end) {
    return (end - System.nanoTime() + 999_999) / 1_000_000;
  }
}
