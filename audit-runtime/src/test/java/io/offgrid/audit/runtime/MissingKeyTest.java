package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.RecordingException;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.testkit.InMemoryStore;
import io.offgrid.audit.testkit.MemoryDisk;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that runs, and whose keys stay as they were while others rotate. */
class MissingKeyTest {
  private static final AuditEvent EVENT = AuditEvent.builder("auth").userId("u").build();

  private final InMemoryStore store = InMemoryStore.open(new MemoryDisk());
  private final MemoryKeys keys = new MemoryKeys("the first key of this log, long enough");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void keepsItFromAppending(int rotations) {
    KeyRing old = keys.load();
    try (AuditLog log = AuditLogBuilder.on(store, () -> old).origin("t.example").open()) {
      log.recordAndWait(EVENT);
      for (int i = 0; i < rotations; i++) {
        AuditLogBuilder.on(store, keys).openMaintenance().rotateKey(null, new RotationSteps());
      }
      String missing = keys.load().keys().get(1).id();
      assertThatThrownBy(() -> log.recordAndWait(EVENT))
          .isInstanceOf(RecordingException.class)
          .hasMessageContaining("key " + missing + " is not in the key ring. Restore that key");
    }
    VerificationReport report =
        AuditLogBuilder.on(store, keys).openReader().verify(VerifyRequest.standard());
    assertThat(report.findings()).isEmpty();
    assertThat(report.events()).isEqualTo(1 + rotations);
  }
}
