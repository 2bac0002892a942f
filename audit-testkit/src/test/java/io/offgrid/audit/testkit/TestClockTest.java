package io.offgrid.audit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TestClockTest {
  private final TestClock clock = TestClock.at("2024-01-15T10:30:00Z");

  @Test
  void standsStillUntilItIsMoved() {
    assertThat(clock.instant()).isEqualTo("2024-01-15T10:30:00Z");
    assertThat(clock.instant()).isEqualTo("2024-01-15T10:30:00Z");

    assertThat(clock.advance(Duration.ofDays(1))).isEqualTo("2024-01-16T10:30:00Z");
    assertThat(clock.advance(Duration.ofSeconds(-1))).isEqualTo("2024-01-16T10:29:59Z");
    assertThat(clock.instant()).isEqualTo("2024-01-16T10:29:59Z");

    clock.set(Instant.EPOCH);
    assertThat(clock.millis()).isZero();
  }

  @Test
  void movesTogetherWithItselfInAnotherZone() {
    Clock elsewhere = clock.withZone(ZoneId.of("Asia/Tokyo"));

    clock.advance(Duration.ofHours(1));

    assertThat(elsewhere.instant()).isEqualTo("2024-01-15T11:30:00Z");
    assertThat(elsewhere.getZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
  }
}
