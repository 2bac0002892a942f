package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.testkit.InMemoryStore;
import io.offgrid.audit.testkit.MemoryDisk;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class LateKeysTest {
  private static final String FIRST = "the first key of this log, long enough";
  private static final String SECOND = "the second key of this log, long enough";
  private static final KeyRing OLD = KeyRing.parse(List.of(FIRST));
  private static final KeyRing MARKED = KeyRing.parse(List.of(FIRST, "next " + SECOND));

  private final InMemoryStore store = InMemoryStore.open(new MemoryDisk());

  /** Another rotation came between the first look at the keys and the right to append. */
  @Test
  void aKeyIsNeverAnnouncedToFollowItself() {
    try (AuditLog log = AuditLogBuilder.on(store, () -> OLD).origin("t.example").open()) {
      log.recordAndWait(AuditEvent.builder("auth").userId("u").build());
    }
    rotate(() -> MARKED);
    Deque<KeyRing> rings = new ArrayDeque<>(List.of(OLD, MARKED));
    KeySource keys = () -> rings.size() > 1 ? rings.remove() : rings.element();

    assertThat(rotate(keys)).containsExactly("marked " + MARKED.keys().get(1).id() + " ");
  }

  @Test
  void keysThatComeOneAfterTheOtherWhileVerifyingAreAllTaken() {
    MemoryKeys all = new MemoryKeys("the very first key of this log");
    AuditStore rotated = InMemoryStore.open(new MemoryDisk());
    AuditLogBuilder.on(rotated, all).open().close();
    Deque<KeyRing> rings = new ArrayDeque<>(List.of(all.load()));
    for (int i = 0; i < 3; i++) {
      try (LogMaintenance log = AuditLogBuilder.on(rotated, all).openMaintenance()) {
        log.rotateKey(null, new RotationSteps());
      }
      rings.add(all.load());
    }
    KeySource late = () -> rings.size() > 1 ? rings.remove() : rings.element();

    try (AuditLogReader reader = AuditLogBuilder.on(rotated, late).openReader()) {
      assertThat(reader.verify(VerifyRequest.standard()).findings()).isEmpty();
    }
  }

  private List<String> rotate(KeySource keys) {
    RotationSteps steps = new RotationSteps();
    try (LogMaintenance log = AuditLogBuilder.on(store, keys).openMaintenance()) {
      log.rotateKey(null, steps);
    }
    return steps.taken();
  }
}
