package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.testkit.InMemoryStore;
import io.offgrid.audit.testkit.MemoryDisk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rotation that comes after a reader took its keys and before it takes the head. */
class RotationWhileReadingTest {
  private final InMemoryStore store = InMemoryStore.open(new MemoryDisk());
  private final MemoryKeys keys = new MemoryKeys("the first key of this log, long enough");
  private boolean rotated;

  @BeforeEach
  void record() {
    try (AuditLog log = AuditLogBuilder.on(store, keys).origin("race.example").open()) {
      log.recordAndWait(AuditEvent.builder("auth").userId("u").build());
    }
  }

  private KeyRing keysOfBeforeTheRotation() {
    KeyRing ring = keys.load();
    if (!rotated) {
      rotated = true;
      AuditLogBuilder.on(store, keys).openMaintenance().rotateKey(null, new RotationSteps());
      record();
    }
    return ring;
  }

  private AuditLogReader reader() {
    return AuditLogBuilder.on(store, this::keysOfBeforeTheRotation).openReader();
  }

  @Test
  void isNotTakenForAMissingKey() {
    VerificationReport report = reader().verify(VerifyRequest.standard());
    assertThat(report.findings()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.OK);
    assertThat(report.events()).isEqualTo(3);
  }

  @Test
  void isNotTakenForAForgedHead() {
    assertThat(reader().head().keyId()).isEqualTo(keys.load().current().id());
  }

  @Test
  void isSeenByWhoAsksForTheKeys() {
    KeyStatus status = KeyStatus.of(this::keysOfBeforeTheRotation, store);
    assertThat(status.standing()).isEqualTo(KeyStatus.Standing.AGREES);
    assertThat(status.keys()).hasSize(2);
  }
}
