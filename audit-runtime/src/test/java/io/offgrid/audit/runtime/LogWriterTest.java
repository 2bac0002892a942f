package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.RecordResult;
import io.offgrid.audit.StatsRequest;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.EventEncoder;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.store.file.FileStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogWriterTest {
  private static final KeyRing RING =
      KeyRing.of(SigningKey.parse("a key that is long enough for tests"));

  @TempDir Path home;

  @Test
  void tellsEachOfManyCallersWhetherHisOwnEventIsDurable() {
    try (FileStore store = FileStore.open(home.resolve("audit"))) {
      FailingStore failing = new FailingStore(store);
      LogSettings settings = settings(failing);
      LogWriter writer = opened(settings);
      List<CompletableFuture<RecordResult>> callers = new ArrayList<>();
      List<PendingBatch> batches = new ArrayList<>();
      for (int i = 0; i < 15; i++) {
        callers.add(new CompletableFuture<>());
        batches.add(batch(i, callers.get(i)));
      }
      failing.failForceAfter(1);
      writer.write(batches);
      writer.close();

      long durable = new LogReader(store, settings.keys(), null).head().seq();
      assertThat(durable).isBetween(5L, 14L);
      for (int i = 0; i < 15; i++) {
        assertThat(callers.get(i)).isDone();
        assertThat(callers.get(i).isCompletedExceptionally())
            .as("event %s", i)
            .isEqualTo(i >= durable);
      }
    }
  }

  /** A force that succeeds after one that failed tells nothing of the pages of the first. */
  @Test
  void forcesNothingAgainThatCouldNotBeCutBack() {
    try (FileStore store = FileStore.open(home.resolve("audit"))) {
      FailingStore failing = new FailingStore(store);
      LogSettings settings = settings(failing);
      LogReader reader = new LogReader(store, settings.keys(), null);
      LogWriter writer = opened(settings);
      assertThat(record(writer, 1)).isCompleted();
      int forces = failing.forces();
      failing.failForceAfter(0);
      failing.failCutBacks(3);

      assertThat(record(writer, 2)).isCompletedExceptionally();
      for (int turn = 0; turn < 2; turn++) {
        assertThat(writer.nanosToTurn().orElseThrow()).isGreaterThan(500_000_000);
        writer.write(List.of());
        assertThat(failing.isHeld()).isTrue();
      }
      assertThat(failing.forces()).isEqualTo(forces + 1);
      assertThat(reader.head().seq()).isEqualTo(1);

      writer.write(List.of());
      assertThat(failing.isHeld()).isFalse();
      assertThat(writer.nanosToTurn()).isEmpty();
      assertThat(record(writer, 3)).isCompleted();
      writer.close();
      assertThat(reader.head().seq()).isEqualTo(3);
      assertThat(reader.verify(VerifyRequest.standard()).verdict()).isEqualTo(Verdict.OK);
      assertThat(reader.stats(StatsRequest.between(null, null, false)).eventsByType())
          .containsOnly(Map.entry("auth", 2L), Map.entry("log_recovery", 1L));
    }
  }

  @Test
  void closesWithoutForcingWhatCouldNotBeCutBack() {
    try (FileStore store = FileStore.open(home.resolve("audit"))) {
      FailingStore failing = new FailingStore(store);
      LogSettings settings = settings(failing);
      LogWriter writer = opened(settings);
      assertThat(record(writer, 1)).isCompleted();
      failing.failForceAfter(0);
      failing.failCutBacks(2);
      assertThat(record(writer, 2)).isCompletedExceptionally();
      int forces = failing.forces();
      writer.close();

      assertThat(failing.forces()).isEqualTo(forces);
      assertThat(failing.isHeld()).isFalse();
      assertThat(new LogReader(store, settings.keys(), null).head().seq()).isEqualTo(1);
    }
  }

  private static CompletableFuture<RecordResult> record(LogWriter writer, int number) {
    CompletableFuture<RecordResult> caller = new CompletableFuture<>();
    writer.write(List.of(batch(number, caller)));
    return caller;
  }

  private static PendingBatch batch(int number, CompletableFuture<RecordResult> caller) {
    AuditEvent event = AuditEvent.builder("auth").userId("u").detail("n", number).build();
    return PendingBatch.of(new EventEncoder(1 << 20, false).encode(event), caller);
  }

  private static LogWriter opened(LogSettings settings) {
    LogVerifier verifier = new LogVerifier(settings.store(), settings.keys(), null);
    StartCheck check = new StartCheck(settings, verifier);
    LogWriter writer =
        new LogWriter(settings, new TailResolver(settings, verifier, check), new WriteCounts());
    writer.open();
    return writer;
  }

  private static LogSettings settings(FailingStore store) {
    return new LogSettings(
        store,
        () -> RING,
        Clock.systemUTC(),
        "t",
        4000,
        Duration.ofDays(1),
        Duration.ofDays(90),
        Durability.SYNC,
        100,
        Duration.ofSeconds(1),
        false,
        1 << 20,
        OnUnstorable.REPAIR,
        VerifyOnStart.TAIL,
        OnTamper.CONTINUE,
        List.of(),
        false,
        new Alerts(List.of()));
  }
}
