package io.offgrid.audit.server;

import java.util.concurrent.TimeUnit;

/**
 * How much may be done at once, and how fast that comes back (a token bucket). For one thread at a
 * time.
 */
final class Allowance {
  private final double most;
  private final double perNano;
  private double left;
  private long at;

  /**
   * A whole one.
   *
   * @param most how much at once
   * @param perSecond how much comes back
   * @param now as {@link System#nanoTime}
   */
  Allowance(double most, double perSecond, long now) {
    this.most = most;
    this.perNano = perSecond / TimeUnit.SECONDS.toNanos(1);
    this.left = most;
    this.at = now;
  }

  /** Takes one, if one is left. */
  boolean take(long now) {
    left = Math.min(most, left + (now - at) * perNano);
    at = now;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }

  /** After how many seconds, at least 1, there will be one again. */
  int secondsToNext() {
    double nanos = Math.max(0, 1 - left) / perNano;
    return (int) Math.max(1, Math.ceil(nanos / TimeUnit.SECONDS.toNanos(1)));
  }
}
