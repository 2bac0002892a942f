package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.runtime.Housekeeping.Due;
import io.offgrid.audit.spi.StoreSnapshot;
import io.offgrid.audit.testkit.InMemoryStore;
import io.offgrid.audit.testkit.MemoryDisk;
import io.offgrid.audit.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What is due next. Nothing waits: where it would, time stands still and the limit ends the test.
 */
@Timeout(30)
class HousekeepingTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final TestClock clock = TestClock.at(START);
  private final InMemoryStore store = InMemoryStore.open(new MemoryDisk());
  private final AuditLogBuilder builder =
      AuditLogBuilder.on(
              store, () -> KeyRing.of(SigningKey.parse("a key that is long enough for tests")))
          .clock(clock)
          .maxAge(Duration.ofMinutes(30));
  private final Housekeeping housekeeping =
      new Housekeeping(
          builder.openMaintenance(), () -> Duration.between(START, clock.instant()).toNanos());

  @Test
  void summarisesASecondAfterASegmentWasSealed() {
    housekeeping.sealed();
    clock.advance(Duration.ofSeconds(1));

    assertThat(housekeeping.next()).isEqualTo(Due.SUMMARY);
  }

  @Test
  void comesRoundEveryHourWhereSegmentsAreSealedFasterThanTheyAreSummarised() {
    for (int hour = 0; hour < 2; hour++) {
      for (int i = 0; i < 6000; i++) {
        clock.advance(Duration.ofMillis(600));
        housekeeping.sealed();
      }
      assertThat(housekeeping.next()).isEqualTo(Due.ROUND);
    }
  }

  @Test
  void comesRoundEveryHourBetweenSummaries() {
    for (int hour = 0; hour < 2; hour++) {
      for (int minute = 1; minute < 60; minute++) {
        housekeeping.sealed();
        clock.advance(Duration.ofMinutes(1));
        assertThat(housekeeping.next()).isEqualTo(Due.SUMMARY);
      }
      housekeeping.sealed();
      clock.advance(Duration.ofMinutes(1));
      assertThat(housekeeping.next()).isEqualTo(Due.ROUND);
      assertThat(housekeeping.next()).isEqualTo(Due.SUMMARY);
    }
  }

  @Test
  void summarisesWhatWasSealedBeforeTheEndAndBeginsNoRound() {
    housekeeping.sealed();
    clock.advance(Duration.ofHours(1));
    housekeeping.stop();

    assertThat(housekeeping.next()).isEqualTo(Due.SUMMARY);
    assertThat(housekeeping.next()).isEqualTo(Due.END);
  }

  @Test
  void itsThreadSealsAnOldSegmentAfterAnHour() {
    try (AuditLog log = builder.open()) {
      log.recordAndWait(AuditEvent.builder("auth").build());
    }
    housekeeping.start();
    clock.advance(Duration.ofHours(1));
    housekeeping.sealed(); // has it look at the time
    while (segments() < 2 && !Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
    housekeeping.stop();

    assertThat(segments()).isEqualTo(2);
  }

  private int segments() {
    try (StoreSnapshot snapshot = store.snapshot()) {
      return snapshot.segments().size();
    }
  }
}
