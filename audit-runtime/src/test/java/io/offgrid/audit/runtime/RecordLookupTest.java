package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.Finding;
import io.offgrid.audit.FindingKind;
import io.offgrid.audit.FoundRecord;
import io.offgrid.audit.FoundRecord.Check;
import io.offgrid.audit.RecordResult;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.store.file.FileStore;
import io.offgrid.audit.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One record is found by its id, and its signature and both links are checked. */
class RecordLookupTest {
  private static final KeyRing RING =
      KeyRing.of(SigningKey.parse("a key that is long enough for tests"));
  private static final KeyRing OTHER =
      KeyRing.of(SigningKey.parse("another key that is long enough"));

  @TempDir Path audit;
  private final TestClock clock = TestClock.at(Instant.parse("2024-01-15T10:00:00Z"));
  private final List<String> ids = new ArrayList<>();
  private FileStore store;
  private AuditLog log;

  @BeforeEach
  void recordTen() {
    store = FileStore.open(audit);
    log = AuditLogBuilder.on(store, () -> RING).origin("t").clock(clock).maxSizeBytes(1500).open();
    for (int i = 1; i <= 10; i++) {
      clock.advance(Duration.ofMinutes(i == 6 ? -120 : 1));
      RecordResult result = log.recordAndWait(AuditEvent.builder("auth").detail("n", i).build());
      ids.add(((RecordResult.Recorded) result).receipt().id());
    }
    assertThat(audit.resolve("events.log.2")).exists();
  }

  @AfterEach
  void close() {
    log.close();
    store.close();
  }

  private FoundRecord find(int seq) {
    return log.find(ids.get(seq - 1)).orElseThrow();
  }

  @Test
  void findsEachWithItsNeighboursAcrossSegments() {
    for (int seq = 1; seq <= 10; seq++) {
      FoundRecord found = find(seq);
      assertThat(found.record().seq()).isEqualTo(seq);
      assertThat(found.verdict()).isEqualTo(Verdict.OK);
      assertThat(found.findings()).isEmpty();
      assertThat(found.previousId()).isEqualTo(seq == 1 ? null : ids.get(seq - 2));
      assertThat(found.nextId()).isEqualTo(seq == 10 ? null : ids.get(seq));
    }
    assertThat(find(1).checked()).containsExactly(Check.SIGNATURE, Check.LINK_FROM_NEXT);
    assertThat(find(5).checked()).containsExactly(Check.values());
    assertThat(find(10).checked()).containsExactly(Check.SIGNATURE, Check.LINK_TO_PREVIOUS);
  }

  @Test
  void whatIsNoIdOrOfNoRecordIsNotFound() {
    String unknown = ids.get(4).substring(0, 20) + "0000000000";
    for (String id : List.of("", "evt_", "evt_!!!!!!!!!!ABCDEFGHJKMNPQRS", unknown, "5")) {
      assertThat(log.find(id)).as(id).isEmpty();
    }
  }

  @Test
  void anEditedRecordFailsAndItsNeighbourSaysSoToo() throws IOException {
    for (int i = 1; i <= 4; i++) {
      Path file = audit.resolve("events.log." + i);
      if (Files.exists(file)) {
        Files.writeString(file, Files.readString(file).replace("{\"n\":3}", "{\"n\":4}"));
      }
    }
    FoundRecord edited = find(3);
    assertThat(edited.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(edited.findings())
        .extracting(Finding::kind)
        .containsExactly(FindingKind.SIGNATURE, FindingKind.LINK);
    assertThat(edited.findings()).extracting(Finding::seq).containsExactly(3L, 4L);
    assertThat(find(4).findings()).extracting(Finding::kind).containsExactly(FindingKind.LINK);
    assertThat(find(2).verdict()).isEqualTo(Verdict.OK);
    assertThat(find(5).verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void withoutItsKeyARecordIsUnverifiable() {
    FoundRecord found =
        AuditLogBuilder.on(store, () -> OTHER).openReader().find(ids.get(4)).orElseThrow();
    assertThat(found.verdict()).isEqualTo(Verdict.UNVERIFIABLE);
    assertThat(found.findings()).extracting(Finding::kind).containsExactly(FindingKind.UNKNOWN_KEY);
  }
}
