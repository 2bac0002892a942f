package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.store.file.FileStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log is read from the middle on, page by page, and no further than asked. */
class PagingTest {
  private static final KeyRing RING =
      KeyRing.of(SigningKey.parse("a key that is long enough for tests"));
  private static final int EVENTS = 3000;

  @TempDir Path audit;
  private WatchedStore store;
  private AuditLog log;

  @BeforeEach
  void recordSomeSegments() {
    store = new WatchedStore(FileStore.open(audit));
    log = AuditLogBuilder.on(store, () -> RING).origin("t").maxSizeBytes(300_000).open();
    List<AuditEvent> events = new ArrayList<>();
    for (int i = 1; i <= EVENTS; i++) {
      events.add(AuditEvent.builder("auth").detail("text", "x".repeat(i % 200)).build());
    }
    log.recordAllAndWait(events);
    assertThat(audit.resolve("events.log.3")).exists();
  }

  @AfterEach
  void close() {
    log.close();
    store.close();
  }

  private List<Long> seqs(AuditQuery.Builder query) {
    List<Long> seqs = new ArrayList<>();
    try (RecordCursor records = log.query(query.build())) {
      records.forEachRemaining(record -> seqs.add(record.seq()));
    }
    return seqs;
  }

  private static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  private static List<Long> downFrom(long from, long to) {
    return LongStream.rangeClosed(to, from).map(seq -> from + to - seq).boxed().toList();
  }

  @Test
  void goesOnBeforeAndAfterAnyRecord() {
    for (long seq = 1; seq <= EVENTS; seq += seq % 700 == 0 ? 1 : 13) {
      assertThat(seqs(AuditQuery.builder().beforeSeq(seq).newestFirst().limit(3)))
          .as("before %d", seq)
          .isEqualTo(downFrom(seq - 1, Math.max(1, seq - 3)));
      assertThat(seqs(AuditQuery.builder().afterSeq(seq).limit(3)))
          .as("after %d", seq)
          .isEqualTo(range(seq + 1, Math.min(EVENTS, seq + 3)));
    }
  }

  @Test
  void pagesAreTogetherTheWholeLogThoughItGrows() {
    List<Long> all = new ArrayList<>();
    Long before = null;
    do {
      List<Long> page = seqs(AuditQuery.builder().beforeSeq(before).newestFirst().limit(257));
      all.addAll(page);
      before = page.isEmpty() ? null : page.get(page.size() - 1);
      log.recordAndWait(AuditEvent.builder("auth").build());
    } while (before != null);
    assertThat(all).isEqualTo(downFrom(EVENTS, 1));
  }

  @Test
  void boundsTogetherAreBothKept() {
    for (boolean newestFirst : List.of(true, false)) {
      AuditQuery.Builder between = AuditQuery.builder().afterSeq(900L).beforeSeq(2100L);
      assertThat(seqs(newestFirst ? between.newestFirst() : between))
          .isEqualTo(newestFirst ? downFrom(2099, 901) : range(901, 2099));
    }
    assertThat(seqs(AuditQuery.builder().afterSeq((long) EVENTS))).isEmpty();
    assertThat(seqs(AuditQuery.builder().beforeSeq(1L).newestFirst())).isEmpty();
    assertThat(seqs(AuditQuery.builder().beforeSeq(Long.MAX_VALUE).newestFirst().limit(1)))
        .containsExactly((long) EVENTS);
  }

  @Test
  void opensFewOfManySegments() {
    try (WatchedStore many = new WatchedStore(FileStore.open(audit.resolve("many")));
        AuditLog small = AuditLogBuilder.on(many, () -> RING).maxSizeBytes(1000).open()) {
      for (int i = 1; i <= 200; i++) {
        small.recordAndWait(AuditEvent.builder("auth").build());
      }
      assertThat(audit.resolve("many/events.log.64")).exists();
      many.opened();
      try (RecordCursor page =
          small.query(AuditQuery.builder().beforeSeq(60L).newestFirst().limit(1).build())) {
        assertThat(page.next().seq()).isEqualTo(59);
      }
      assertThat(many.opened()).hasSizeLessThan(12);
    }
  }

  @Test
  void stopsAfterSoManyBytesAndTellsWhere() {
    assertThat(pagesWithText("y")).isGreaterThan(9);
    assertThat(pagesWithText("xxx")).isGreaterThan(9);
  }

  /** Goes through the log by pages that may not look at more than 100,000 bytes. */
  private int pagesWithText(String text) {
    int pages = 0;
    Long before = null;
    List<Long> found = new ArrayList<>();
    boolean more = true;
    while (more) {
      AuditQuery.Builder query =
          AuditQuery.builder().text(text).newestFirst().scanBytes(100_000).beforeSeq(before);
      try (RecordCursor records = log.query(query.build())) {
        records.forEachRemaining(record -> found.add(record.seq()));
        more = records.isCutShort();
        before = records.lastSeq();
      }
      pages++;
    }
    assertThat(found).isEqualTo(seqs(AuditQuery.builder().text(text).newestFirst()));
    return pages;
  }

  @Test
  void aDamagedFirstLineHidesNothing() throws IOException {
    Path damaged = audit.resolve("events.log.2");
    String text = Files.readString(damaged, StandardCharsets.UTF_8);
    Files.writeString(damaged, "#" + text.substring(1), StandardCharsets.UTF_8);
    List<Long> all = seqs(AuditQuery.builder().newestFirst());
    assertThat(all).hasSize(EVENTS - 1);
    for (long seq : new long[] {200, 1000, 1500, 2000, 2900}) {
      assertThat(seqs(AuditQuery.builder().beforeSeq(seq).newestFirst()))
          .isEqualTo(all.stream().filter(one -> one < seq).toList());
      assertThat(seqs(AuditQuery.builder().afterSeq(seq)))
          .isEqualTo(all.stream().filter(one -> one > seq).sorted().toList());
    }
  }
}
