package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.RecordResult;
import io.offgrid.audit.chain.EventEncoder;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.store.file.FileStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
      LogVerifier verifier = new LogVerifier(failing, settings.keys(), null);
      StartCheck check = new StartCheck(settings, verifier);
      LogWriter writer =
          new LogWriter(settings, new TailResolver(settings, verifier, check), new WriteCounts());
      writer.open();
      List<CompletableFuture<RecordResult>> callers = new ArrayList<>();
      List<PendingBatch> batches = new ArrayList<>();
      EventEncoder encoder = new EventEncoder(1 << 20, false);
      for (int i = 0; i < 15; i++) {
        CompletableFuture<RecordResult> caller = new CompletableFuture<>();
        callers.add(caller);
        AuditEvent event = AuditEvent.builder("auth").userId("u").detail("n", i).build();
        batches.add(PendingBatch.of(encoder.encode(event), caller));
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
