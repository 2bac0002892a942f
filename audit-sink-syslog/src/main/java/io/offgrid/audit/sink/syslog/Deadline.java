package io.offgrid.audit.sink.syslog;

import java.time.Duration;

/** The end of a span of time. */
record Deadline(long nanos) {
  private static final Duration LONGEST = Duration.ofDays(1);

  static Deadline in(Duration timeout) {
    Duration limit = timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
    return new Deadline(System.nanoTime() + limit.toNanos());
  }

  /** What is left of it, but no more than this and at least a millisecond. */
  Duration left(Duration most) {
    Duration left = Duration.ofNanos(nanos - System.nanoTime());
    Duration least = left.compareTo(most) < 0 ? left : most;
    return least.toMillis() < 1 ? Duration.ofMillis(1) : least;
  }

  boolean isOver() {
    return System.nanoTime() - nanos >= 0;
  }
}
