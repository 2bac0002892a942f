package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.Receipt;
import io.offgrid.audit.RecordResult;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.store.file.FileStore;
import io.offgrid.audit.store.file.HaltingDisk;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Making a log, recording and going on in new segments, stopped at every call to the disk. */
class SealCrashTest {
  private static final KeyRing RING =
      KeyRing.of(SigningKey.parse("a key that is long enough for tests"));
  private static final int EVENTS = 7;

  @TempDir Path home;

  @Test
  void aCrashAtAnyCallLosesNothingAcknowledgedAndLeavesAGaplessChain() {
    int calls = 0;
    Optional<String> halted;
    do {
      Path log = home.resolve("audit-" + calls);
      HaltingDisk disk = new HaltingDisk();
      disk.haltAfter(calls++);
      long acknowledged = record(disk, log);
      halted = disk.haltedAt();
      try (FileStore store = FileStore.open(log);
          AuditLog again = open(store)) {
        Receipt next = ((RecordResult.Recorded) again.recordAndWait(event())).receipt();
        VerificationReport report = again.verify(VerifyRequest.standard());
        assertThat(report.verdict()).as("halted at %s", halted).isEqualTo(Verdict.OK);
        assertThat(next.seq()).as("halted at %s", halted).isGreaterThan(acknowledged);
        assertThat(report.events()).isEqualTo(next.seq());
      }
    } while (halted.isPresent());

    assertThat(calls).isGreaterThan(3 * EVENTS);
  }

  /** Number of the last event that was acknowledged. */
  private static long record(HaltingDisk disk, Path log) {
    long acknowledged = 0;
    try (FileStore store = disk.open(log);
        AuditLog recording = open(store)) {
      for (int i = 0; i < EVENTS; i++) {
        RecordResult result = recording.recordAndWait(event());
        acknowledged = ((RecordResult.Recorded) result).receipt().seq();
      }
    } catch (HaltingDisk.Halted | AuditException e) {
      assertThat(disk.haltedAt()).isPresent();
    }
    return acknowledged;
  }

  private static AuditLog open(AuditStore store) {
    return AuditLogBuilder.on(store, () -> RING)
        .origin("t")
        .maxSizeBytes(1000)
        .verifyOnStart(VerifyOnStart.TAIL)
        .open();
  }

  private static AuditEvent event() {
    return AuditEvent.builder("auth").build();
  }
}
