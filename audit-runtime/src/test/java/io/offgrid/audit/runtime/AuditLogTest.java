package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.AuditStats;
import io.offgrid.audit.InvalidEventException;
import io.offgrid.audit.Outcome;
import io.offgrid.audit.Receipt;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.RecordResult;
import io.offgrid.audit.RecordingException;
import io.offgrid.audit.StatsRequest;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.store.file.FileStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
  private static final KeyRing RING =
      KeyRing.of(SigningKey.parse("a key that is long enough for tests"));

  @TempDir Path home;
  private FileStore store;

  @BeforeEach
  void open() {
    store = FileStore.open(home.resolve("audit"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private AuditLogBuilder builder() {
    return AuditLogBuilder.on(store, () -> RING).origin("test.example");
  }

  private static AuditEvent event(int i) {
    return AuditEvent.builder(i % 2 == 0 ? "auth_success" : "model_load")
        .userId("user-" + i % 7)
        .outcome(i % 3 == 0 ? Outcome.FAILURE : Outcome.SUCCESS)
        .detail("n", i)
        .build();
  }

  private static List<AuditEvent> events(int count) {
    return IntStream.range(0, count).mapToObj(AuditLogTest::event).toList();
  }

  private static List<Long> seqs(RecordCursor records) {
    List<Long> seqs = new ArrayList<>();
    try (records) {
      records.forEachRemaining(record -> seqs.add(record.seq()));
    }
    return seqs;
  }

  @Test
  void givesAReceiptForADurableRecord() {
    try (AuditLog log = builder().open()) {
      RecordResult result = log.recordAndWait(event(0));

      assertThat(result).isInstanceOf(RecordResult.Recorded.class);
      Receipt receipt = ((RecordResult.Recorded) result).receipt();
      assertThat(receipt.seq()).isEqualTo(1);
      try (RecordCursor records = log.query(AuditQuery.all())) {
        AuditRecord record = records.next();
        assertThat(record.id()).isEqualTo(receipt.id());
        assertThat(record.signature()).isEqualTo(receipt.signature());
        assertThat(record.chainHash()).isEqualTo(receipt.chainHash());
        assertThat(record.timestamp()).isEqualTo(receipt.timestamp());
        assertThat(record.userId()).contains("user-0");
        assertThat(record.detailsJson()).contains("{\"n\":0}");
        assertThat(records.hasNext()).isFalse();
      }
    }
  }

  @Test
  void recordsSeveralJsonTextsOrNone() {
    try (AuditLog log = builder().open()) {
      List<byte[]> good = List.of(json("{\"type\":\"auth\"}"), json("{\"type\":\"inference\"}"));
      assertThat(log.recordAllJson(good).join()).hasSize(2);
      assertThat(log.recordAllJson(List.of()).join()).isEmpty();
      List<byte[]> bad = List.of(good.get(0), json("{\"type\":\"Auth\"}"), good.get(1));
      assertThatThrownBy(() -> log.recordAllJson(bad).join())
          .hasCauseInstanceOf(InvalidEventException.class)
          .cause()
          .satisfies(e -> assertThat(((InvalidEventException) e).event()).isEqualTo(2))
          .satisfies(e -> assertThat(((InvalidEventException) e).column()).isEqualTo(9))
          .hasMessageStartingWith("type \"Auth\" is not of the form");
      assertThat(log.head().seq()).isEqualTo(2);
    }
  }

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void goesOnWhereItWasLeft() {
    try (AuditLog log = builder().open()) {
      log.recordAllAndWait(events(3));
    }
    try (AuditLog log = builder().open()) {
      log.recordAllAndWait(events(2));
      assertThat(seqs(log.query(AuditQuery.all()))).containsExactly(1L, 2L, 3L, 4L, 5L);
      assertThat(log.verify(VerifyRequest.standard()).verdict()).isEqualTo(Verdict.OK);
      assertThat(log.head().seq()).isEqualTo(5);
    }
  }

  @Test
  void rotatesWhenTheNextRecordWouldPassTheLimit() throws IOException {
    try (AuditLog log = builder().maxSizeBytes(4000).open()) {
      log.recordAllAndWait(events(100));

      try (Stream<Path> files = Files.list(home.resolve("audit"))) {
        for (Path file : files.filter(f -> f.toString().matches(".*events.log.[0-9]+")).toList()) {
          assertThat(Files.size(file)).isBetween(3600L, 4000L);
        }
      }
      VerificationReport report = log.verify(VerifyRequest.standard());
      assertThat(report.verdict()).isEqualTo(Verdict.OK);
      assertThat(report.events()).isEqualTo(100);
      assertThat(seqs(log.query(AuditQuery.builder().newestFirst().limit(5).build())))
          .containsExactly(100L, 99L, 98L, 97L, 96L);
      assertThat(seqs(log.query(AuditQuery.all()))).hasSize(100);
    }
  }

  @Test
  void buffersAndForcesOnClose() {
    try (AuditLog log = builder().durability(Durability.BUFFERED).maxSizeBytes(50_000).open()) {
      List<CompletableFuture<RecordResult>> futures = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        futures.add(log.record(event(i)));
      }
      futures.forEach(CompletableFuture::join);
      log.flush();
      assertThat(log.head().seq()).isEqualTo(2000);
      log.recordAndWait(event(1));
    }
    try (AuditLog log = builder().open()) {
      assertThat(log.head().seq()).isEqualTo(2001);
      assertThat(log.verify(VerifyRequest.standard()).verdict()).isEqualTo(Verdict.OK);
    }
  }

  @Test
  void filtersAndCounts() {
    try (AuditLog log = builder().open()) {
      log.recordAllAndWait(events(42));
      assertThat(seqs(log.query(AuditQuery.builder().type("auth*").build()))).hasSize(21);
      assertThat(seqs(log.query(AuditQuery.builder().type("auth").build()))).isEmpty();
      assertThat(seqs(log.query(AuditQuery.builder().userId("user-3").build()))).hasSize(6);
      assertThat(seqs(log.query(AuditQuery.builder().outcome(Outcome.FAILURE).build())))
          .hasSize(14);

      AuditStats stats = log.stats(StatsRequest.all());
      assertThat(stats.totalEvents()).isEqualTo(42);
      assertThat(stats.eventsByType()).containsEntry("auth_success", 21L);
      assertThat(stats.eventsByOutcome()).containsEntry("failure", 14L);
      assertThat(stats.chain()).map(VerificationReport::verdict).contains(Verdict.OK);
    }
  }

  @Test
  void keepsWholeRecordsBeyondTheHeadAndCutsOffATornOne() throws IOException {
    Path audit = home.resolve("audit");
    byte[] olderHead;
    try (AuditLog log = builder().open()) {
      log.recordAllAndWait(events(3));
      olderHead = Files.readAllBytes(audit.resolve("chain.hash"));
      log.recordAllAndWait(events(2));
    }
    Files.write(audit.resolve("chain.hash"), olderHead);
    Files.writeString(audit.resolve("events.log"), "{\"torn", StandardOpenOption.APPEND);

    try (AuditLog log = builder().open()) {
      assertThat(log.head().seq()).isEqualTo(6);
      try (RecordCursor records = log.query(AuditQuery.builder().newestFirst().limit(1).build())) {
        AuditRecord recovery = records.next();
        assertThat(recovery.type()).isEqualTo("log_recovery");
        assertThat(recovery.detailsJson().orElseThrow())
            .contains("\"bytes\":6,\"file\":\"events.log.torn-6-1\",\"sha256\":\"sha256:");
      }
      assertThat(audit.resolve("events.log.torn-6-1")).hasContent("{\"torn");
      assertThat(log.verify(VerifyRequest.standard()).verdict()).isEqualTo(Verdict.OK);
    }
  }

  @Test
  void recordsDamageOnceAndGoesOn() throws IOException {
    Path events = home.resolve("audit/events.log");
    try (AuditLog log = builder().open()) {
      log.recordAllAndWait(events(5));
    }
    String text = Files.readString(events);
    Files.writeString(events, text.replace("\"n\":2", "\"n\":9"));

    for (int i = 0; i < 3; i++) {
      try (AuditLog log = builder().open()) {
        log.recordAndWait(event(i));
      }
    }
    try (AuditLog log = builder().verifyOnStart(VerifyOnStart.TAIL).open()) {
      assertThat(seqs(log.query(AuditQuery.builder().type("integrity_failure").build())))
          .containsExactly(6L);
      VerificationReport report = log.verify(VerifyRequest.standard());
      assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
      assertThat(report.findings().get(0).line()).isEqualTo(3);
      assertThat(report.findings()).hasSize(3);
    }
  }

  @Test
  void recordsOnAfterTheLogWasCutBackAndShowsTheGapForEver() throws IOException {
    Path events = home.resolve("audit/events.log");
    try (AuditLog log = builder().open()) {
      log.recordAllAndWait(events(5));
    }
    List<String> lines = Files.readAllLines(events);
    Files.writeString(events, lines.get(0) + "\n" + lines.get(1) + "\n");

    try (AuditLog log = builder().verifyOnStart(VerifyOnStart.TAIL).open()) {
      log.recordAndWait(event(1));
      assertThat(seqs(log.query(AuditQuery.all()))).containsExactly(1L, 2L, 6L, 7L);
      VerificationReport report = log.verify(VerifyRequest.standard());
      assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
      assertThat(report.findings().get(0).line()).isEqualTo(3);
    }
  }

  @Test
  void refusesADamagedLogWhereThatIsAskedFor() throws IOException {
    Path events = home.resolve("audit/events.log");
    try (AuditLog log = builder().open()) {
      log.recordAllAndWait(events(5));
    }
    Files.writeString(events, Files.readString(events).replace("\"n\":2", "\"n\":9"));

    assertThatThrownBy(() -> builder().onTamper(OnTamper.REFUSE).open())
        .hasMessageContaining("is damaged or was tampered with (signature at seq 3 in events.log")
        .hasMessageContaining("nothing is recorded, since on_tamper is refuse");
  }

  @Test
  void refusesToGoOnWithoutTheKey() {
    try (AuditLog log = builder().open()) {
      log.recordAndWait(event(0));
    }
    KeyRing other = KeyRing.of(SigningKey.parse("another key that is long enough"));
    assertThatThrownBy(() -> AuditLogBuilder.on(store, () -> other).open())
        .hasMessageContaining("is not in the key ring. Restore that key");
  }

  @Test
  void refusesEventsAfterClosing() {
    AuditLog log = builder().open();
    log.close();
    log.close();
    assertThatThrownBy(() -> log.recordAndWait(event(0)))
        .isInstanceOf(RecordingException.class)
        .hasMessage("the log is closed");
  }

  @Test
  void sharesOneLogBetweenTwoWriters() {
    try (AuditLog one = builder().maxSizeBytes(20_000).open();
        FileStore again = FileStore.open(home.resolve("audit"));
        AuditLog two = AuditLogBuilder.on(again, () -> RING).maxSizeBytes(20_000).open()) {
      List<CompletableFuture<RecordResult>> futures = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        futures.add(one.record(event(i)));
        futures.add(two.record(event(i)));
      }
      futures.forEach(CompletableFuture::join);
      VerificationReport report = one.verify(VerifyRequest.standard());
      assertThat(report.verdict()).isEqualTo(Verdict.OK);
      assertThat(report.events()).isEqualTo(1000);
    }
  }

  @Test
  void comparesWithAnAnchor() throws IOException {
    String anchor;
    Path audit = home.resolve("audit");
    byte[] earlyHead;
    byte[] earlyLog;
    try (AuditLog log = builder().open()) {
      log.recordAllAndWait(events(3));
      earlyHead = Files.readAllBytes(audit.resolve("chain.hash"));
      earlyLog = Files.readAllBytes(audit.resolve("events.log"));
      log.recordAllAndWait(events(3));
      anchor = log.head().json();
      assertThat(log.verify(VerifyRequest.standard().withAnchor(anchor)).verdict())
          .isEqualTo(Verdict.OK);
    }
    Files.write(audit.resolve("chain.hash"), earlyHead);
    Files.write(audit.resolve("events.log"), earlyLog);
    try (var reader = builder().openReader()) {
      assertThat(reader.verify(VerifyRequest.standard()).verdict()).isEqualTo(Verdict.OK);
      VerificationReport report = reader.verify(VerifyRequest.standard().withAnchor(anchor));
      assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
      assertThat(report.findings().get(0).kind().word()).isEqualTo("truncated");
    }
  }

  @Test
  void recordsJsonWithRepairs() {
    String json = "{\"type\":\"auth\",\"user_id\":7,\"details\":{\"a\":1,\"a\":1e400}}";
    try (AuditLog log = builder().open()) {
      log.recordJson(json.getBytes(StandardCharsets.UTF_8)).join();
      try (RecordCursor records = log.query(AuditQuery.all())) {
        AuditRecord record = records.next();
        assertThat(record.detailsJson()).contains("{\"a\":1,\"a#2\":\"1e400\"}");
        assertThat(record.repairs()).isNotEmpty();
      }
    }
  }

  @Test
  void recordsOnWhereNoSegmentNumberIsLeft() throws IOException {
    try (AuditLog log = builder().maxSizeBytes(4000).open()) {
      log.recordAllAndWait(events(5));
      Files.writeString(home.resolve("audit/events.log.999999999"), "planted\n");
      log.recordAllAndWait(events(50));
      assertThat(log.head().seq()).isEqualTo(55);
      Files.delete(home.resolve("audit/events.log.999999999"));
      log.recordAllAndWait(events(1));
      assertThat(home.resolve("audit/events.log.1")).exists();
      assertThat(log.verify(VerifyRequest.standard()).verdict()).isEqualTo(Verdict.OK);
    }
  }

  @Test
  void isNotStoppedByAnEditedKeyOfTheLastRecord() throws IOException {
    Path events = home.resolve("audit/events.log");
    try (AuditLog log = builder().open()) {
      log.recordAllAndWait(events(3));
    }
    List<String> lines = Files.readAllLines(events);
    String edited = lines.get(2).replaceFirst("\"key_id\":\"[0-9a-f]{8}", "\"key_id\":\"00000000");
    Files.writeString(events, lines.get(0) + "\n" + lines.get(1) + "\n" + edited + "\n");

    for (boolean headToo : new boolean[] {false, true}) {
      if (headToo) {
        Files.delete(home.resolve("audit/chain.hash"));
      }
      try (AuditLog log = builder().open()) {
        assertThat(log.recordAndWait(event(7))).isInstanceOf(RecordResult.Recorded.class);
        assertThat(log.verify(VerifyRequest.standard()).verdict()).isEqualTo(Verdict.FAILED);
      }
    }
  }

  @Test
  void tellsThoseWhoseEventsWereDurableBeforeTheDiskFailed() {
    FailingStore failing = new FailingStore(store);
    try (AuditLog log =
        AuditLogBuilder.on(failing, () -> RING).origin("t").maxSizeBytes(4000).open()) {
      failing.failForceAfter(1);
      assertThatThrownBy(() -> log.recordAllAndWait(events(15)))
          .isInstanceOfSatisfying(
              RecordingException.class,
              e -> assertThat(e.recorded()).extracting(Receipt::seq).startsWith(1L).hasSize(10));
      assertThat(log.head().seq()).isEqualTo(10);
      log.recordAndWait(event(0));
      assertThat(log.verify(VerifyRequest.standard()).verdict()).isEqualTo(Verdict.OK);
      assertThat(seqs(log.query(AuditQuery.builder().type("log_recovery").build())))
          .containsExactly(11L);
    }
  }

  @Test
  void losesBufferedEventsWithAnErrorWhereTheirForceFails() {
    FailingStore failing = new FailingStore(store);
    try (AuditLog log =
        AuditLogBuilder.on(failing, () -> RING)
            .origin("t")
            .durability(Durability.BUFFERED)
            .open()) {
      log.recordAndWait(event(0));
      log.flush();
      log.recordAndWait(event(1));
      failing.failForceAfter(0);
      assertThatThrownBy(log::flush).isInstanceOf(RecordingException.class);
      log.recordAndWait(event(2));
      log.flush();
      assertThat(seqs(log.query(AuditQuery.builder().type("log_recovery").build())))
          .containsExactly(2L);
      assertThat(log.verify(VerifyRequest.standard()).verdict()).isEqualTo(Verdict.OK);
    }
  }
}
