package io.offgrid.audit.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The {@link Allowance} of each who asks: a token, an address. Remembers the last so many of them.
 * Safe for use by any number of threads.
 */
final class Allowances {
  private static final int REMEMBERED = 10_000;

  private final double most;
  private final double perSecond;
  private final LongSupplier nanos;
  private final Map<String, Allowance> byKey =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Allowance> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * Full ones for everybody.
   *
   * @param nanos as {@link System#nanoTime}
   */
  Allowances(double most, double perSecond, LongSupplier nanos) {
    this.most = most;
    this.perSecond = perSecond;
    this.nanos = nanos;
  }

  /** Takes one; returns 0, or after how many seconds there will be one. */
  synchronized int take(String key) {
    long now = nanos.getAsLong();
    Allowance allowance =
        byKey.computeIfAbsent(key, unknown -> new Allowance(most, perSecond, now));
    return allowance.take(now) ? 0 : allowance.secondsToNext();
  }
}
