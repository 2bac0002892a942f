package io.offgrid.audit.runtime;

import io.offgrid.audit.spi.Setting;
import java.time.Duration;

/** How long a sink waits before it tries again; it never gives up. */
public record RetrySettings(
    @Setting(value = "The longest wait after the first failure.", defaultValue = "1s")
        Duration initial,
    @Setting(
            value = "What that grows to, twice as long after each further failure.",
            defaultValue = "5m")
        Duration max) {
  public RetrySettings {
    ForwardSettings.check(!initial.isZero() && !initial.isNegative(), "initial must be above 0s");
    ForwardSettings.check(max.compareTo(initial) >= 0, "max must not be below initial");
    ForwardSettings.check(max.toDays() < 1, "max must be below 24h");
  }

  /** Those of {@code config.yaml} without any. */
  public static RetrySettings standard() {
    return new RetrySettings(Duration.ofSeconds(1), Duration.ofMinutes(5));
  }
}
