package io.offgrid.audit.runtime;

import java.time.Duration;

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
    waitFor(atMost, true);
    boolean was = raised;
    raised = false;
    return was;
  }

  /** Waits until the time is over, or it is stopped. */
  synchronized void pause(Duration time) {
    waitFor(time, false);
  }

  private void waitFor(Duration time, boolean orRaised) {
    long end = System.nanoTime() + time.toNanos();
    boolean interrupted = false;
    while (!stopped && !(orRaised && raised)) {
      long millis = (end - System.nanoTime() + 999_999) / 1_000_000;
      if (millis <= 0) {
        break;
      }
      try {
        wait(millis);
      } catch (InterruptedException e) {
        interrupted = true; // nobody interrupts a forwarder but by mistake: it is told to stop
      }
    }
    if (interrupted) {
      raised = true;
    }
  }
}
