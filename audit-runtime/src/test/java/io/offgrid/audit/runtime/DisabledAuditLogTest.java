package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.RecordResult;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.testkit.InMemoryStore;
import io.offgrid.audit.testkit.MemoryDisk;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DisabledAuditLogTest {
  private static final AuditEvent EVENT = AuditEvent.builder("auth").build();

  private final AtomicInteger opened = new AtomicInteger();
  private final MemoryDisk disk = new MemoryDisk();
  private final AuditLogBuilder builder =
      AuditLogBuilder.on(
          InMemoryStore.open(disk), () -> KeyRing.of(SigningKey.parse("a key for this test")));
  private final DisabledAuditLog log =
      new DisabledAuditLog(
          () -> {
            opened.incrementAndGet();
            return builder.openReader();
          });

  @Test
  void recordsNothingHoweverItIsAsked() {
    RecordResult disabled = new RecordResult.Disabled();
    assertThat(log.record(EVENT)).isCompletedWithValue(disabled);
    assertThat(log.recordAll(List.of(EVENT, EVENT)))
        .isCompletedWithValue(List.of(disabled, disabled));
    assertThat(log.recordJson("{\"type\":\"auth\"}".getBytes(StandardCharsets.UTF_8)))
        .isCompletedWithValue(disabled);
    log.flush();
    log.close();
    assertThat(opened).hasValue(0);
    assertThat(InMemoryStore.open(disk).readHead()).isEmpty();
  }

  @Test
  void saysOnceThatItRecordsNothing() {
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      var unused = List.of(log.record(EVENT), log.record(EVENT));
    } finally {
      System.setErr(before);
    }
    assertThat(said.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .contains("WARN")
        .contains("Auditing is disabled (audit.enabled: false): events are not recorded.");
  }

  @Test
  void readsThroughOneReader() {
    builder.open().close();
    try (RecordCursor records = log.query(AuditQuery.all())) {
      assertThat(records.hasNext()).isFalse();
    }
    assertThat(log.head().seq()).isZero();
    assertThat(opened).hasValue(1);
  }

  @Test
  void readsNothingOnceItIsClosed() {
    log.close();
    log.close();
    assertThatThrownBy(log::head)
        .isInstanceOf(AuditException.class)
        .hasMessage("the log is closed");
  }
}
