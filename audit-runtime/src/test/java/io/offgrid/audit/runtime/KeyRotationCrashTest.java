package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.EventTypes;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.testkit.InMemoryStore;
import io.offgrid.audit.testkit.MemoryDisk;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rotation that ends at each of its operations, by a kill or by a power cut. */
class KeyRotationCrashTest {
  private static final int MOST_OPERATIONS = 200;
  private static final AuditEvent EVENT = AuditEvent.builder("auth").userId("u").build();

  private final RotationSteps steps = new RotationSteps();
  private MemoryDisk disk = new MemoryDisk();
  private MemoryKeys keys = new MemoryKeys();

  private enum End {
    KILL,
    POWER_CUT
  }

  @ParameterizedTest
  @EnumSource
  void isFinishedByTheNextRequestToRotate(End end) {
    int operations = 0;
    while (endsAfter(operations, end)) {
      operations++;
      assertVerifies();
      boolean wasDone = keys.load().keys().size() == 2 && keys.load().next().isEmpty();
      if (!wasDone) {
        rotate(new Mortal(MOST_OPERATIONS));
      }
      assertThat(keys.load().keys()).as("keys after %s operations", operations).hasSize(2);
      assertThat(keys.load().next()).isEmpty();
      assertThat(rotations()).as("rotations after %s operations", operations).isEqualTo(1);
      record();
      assertVerifies();
      assertThat(dueKey()).isEqualTo(keys.load().current().id());
    }
    assertThat(operations).isGreaterThan(10);
  }

  @ParameterizedTest
  @EnumSource
  void isFinishedByTheNextWriterIfTheLogHasTheNewKey(End end) {
    int operations = 0;
    int finished = 0;
    while (endsAfter(operations, end)) {
      operations++;
      boolean wasPrepared = keys.load().next().isPresent();
      record();
      assertVerifies();
      KeyRing ring = keys.load();
      boolean announced = rotations() == 1;
      assertThat(ring.next().isPresent())
          .as("prepared after %s operations", operations)
          .isEqualTo(wasPrepared && !announced);
      assertThat(dueKey()).isEqualTo(ring.current().id());
      finished += wasPrepared && announced ? 1 : 0;
    }
    assertThat(finished).isGreaterThan(1);
  }

  /** Begins a log, and rotates until so many operations are done; false if that was all. */
  private boolean endsAfter(int operations, End end) {
    disk = new MemoryDisk();
    keys = new MemoryKeys("the first key of this log, long enough");
    record();
    Mortal process = new Mortal(operations);
    try {
      rotate(process);
      return false;
    } catch (Mortal.Killed e) {
      if (end == End.POWER_CUT) {
        disk.crash();
      } else {
        process.releaseLocks();
      }
      return true;
    }
  }

  private void rotate(Mortal process) {
    try (InMemoryStore store = InMemoryStore.open(disk)) {
      AuditLogBuilder.on(process.store(store), process.keys(keys))
          .openMaintenance()
          .rotateKey(null, steps);
    }
  }

  private void record() {
    try (InMemoryStore store = InMemoryStore.open(disk);
        AuditLog log = AuditLogBuilder.on(store, keys).origin("crash.example").open()) {
      log.recordAndWait(EVENT);
    }
  }

  private void assertVerifies() {
    try (InMemoryStore store = InMemoryStore.open(disk);
        AuditLogReader reader = AuditLogBuilder.on(store, keys).openReader()) {
      VerificationReport report = reader.verify(VerifyRequest.standard());
      assertThat(report.findings()).isEmpty();
      assertThat(report.verdict()).isEqualTo(Verdict.OK);
    }
  }

  private int rotations() {
    try (InMemoryStore store = InMemoryStore.open(disk);
        AuditLogReader reader = AuditLogBuilder.on(store, keys).openReader();
        RecordCursor records =
            reader.query(AuditQuery.builder().type(EventTypes.KEY_ROTATE).build())) {
      int count = 0;
      while (records.hasNext()) {
        records.next();
        count++;
      }
      return count;
    }
  }

  private String dueKey() {
    try (InMemoryStore store = InMemoryStore.open(disk)) {
      return KeyStatus.of(keys, store).dueKeyId().orElseThrow();
    }
  }
}
