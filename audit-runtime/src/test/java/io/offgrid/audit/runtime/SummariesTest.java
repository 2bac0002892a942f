package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditStats;
import io.offgrid.audit.Outcome;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.Severity;
import io.offgrid.audit.StatsRequest;
import io.offgrid.audit.StatsRequest.Bucket;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.chain.SummaryCodec;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.store.file.FileStore;
import io.offgrid.audit.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments are not read where their summaries say enough, and only summaries that are true do. */
class SummariesTest {
  private static final SigningKey KEY = SigningKey.parse("a key that is long enough for tests");
  private static final SigningKey RETIRED = SigningKey.parse("a retired key, also long enough");
  private static final KeyRing RING = KeyRing.of(KEY);
  private static final Instant START = Instant.parse("2024-01-15T10:00:00Z");
  private static final AuditQuery RARE = AuditQuery.builder().type("rare").build();
  private static final StatsRequest ALL = StatsRequest.between(null, null, false);

  @TempDir Path audit;
  private final TestClock clock = TestClock.at(START);
  private WatchedStore store;
  private AuditLogReader reader;

  @BeforeEach
  void recordSixtyInSeveralSegments() {
    store = new WatchedStore(FileStore.open(audit));
    record(RING, 60);
    reader = reader(RING);
    assertThat(sealed()).hasSizeGreaterThan(5);
  }

  @AfterEach
  void close() {
    reader.close();
    store.close();
  }

  private AuditLogReader reader(KeyRing ring) {
    return AuditLogBuilder.on(store, () -> ring).openReader();
  }

  /** Records, and leaves no summaries, as a process does that is killed when it has sealed. */
  private void record(KeyRing ring, int count) {
    record(store, ring, count, "rare");
    for (Path summary : summaries()) {
      try {
        Files.delete(summary);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private void record(AuditStore on, KeyRing ring, int count, String rare) {
    try (AuditLog log =
        AuditLogBuilder.on(on, () -> ring)
            .origin("t")
            .clock(clock)
            .maxSizeBytes(3000)
            .verifyOnStart(VerifyOnStart.TAIL)
            .open()) {
      for (int i = 1; i <= count; i++) {
        clock.advance(Duration.ofMinutes(i == 30 ? -120 : 1));
        log.recordAndWait(event(i, rare));
      }
    }
    store.opened();
  }

  private static AuditEvent event(int i, String rare) {
    return AuditEvent.builder(i == 25 ? rare : i % 2 == 0 ? "auth_success" : "auth_failure")
        .userId("user-" + i % 20)
        .outcome(i % 2 == 0 ? Outcome.SUCCESS : Outcome.FAILURE)
        .severity(i == 45 ? Severity.CRITICAL : Severity.INFO)
        .source("10.0.0." + i % 4)
        .target("model/" + i % 10)
        .detail("Name", i == 35 ? "rÖksmörgås" : "plain")
        .build();
  }

  private List<Path> sealed() {
    return files("events\\.log\\.[0-9]+");
  }

  private List<Path> summaries() {
    return files("events\\.log\\.[0-9]+\\.summary");
  }

  private List<Path> files(String pattern) {
    try (Stream<Path> files = Files.list(audit)) {
      return files.filter(f -> f.getFileName().toString().matches(pattern)).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Long> seqs(AuditLogReader reader, AuditQuery query) {
    List<Long> seqs = new ArrayList<>();
    try (RecordCursor records = reader.query(query)) {
      records.forEachRemaining(record -> seqs.add(record.seq()));
      assertThat(records.progress()).isEqualTo(1);
    }
    return seqs;
  }

  private static List<AuditQuery> queries() {
    List<AuditQuery> queries = new ArrayList<>();
    Instant later = START.plus(Duration.ofMinutes(20));
    for (boolean newestFirst : List.of(true, false)) {
      List<AuditQuery.Builder> some =
          List.of(
              AuditQuery.builder(),
              AuditQuery.builder().type("rare"),
              AuditQuery.builder().type("ra*").type("config_change"),
              AuditQuery.builder().type("nothing*"),
              AuditQuery.builder().userId("user-7"),
              AuditQuery.builder().userId("nobody"),
              AuditQuery.builder().outcome(Outcome.FAILURE).type("auth_success"),
              AuditQuery.builder().severity(Severity.CRITICAL),
              AuditQuery.builder().since(later),
              AuditQuery.builder().until(later),
              AuditQuery.builder().since(later).until(later.plusSeconds(120)),
              AuditQuery.builder().until(START),
              AuditQuery.builder().afterSeq(17L),
              AuditQuery.builder().beforeSeq(38L),
              AuditQuery.builder().afterSeq(11L).beforeSeq(52L).type("auth*"),
              AuditQuery.builder().source("10.0.0.3").target("model/5").text("Rök"));
      some.forEach(one -> queries.add(newestFirst ? one.newestFirst().build() : one.build()));
    }
    return queries;
  }

  private static List<StatsRequest> requests() {
    Instant later = START.plus(Duration.ofMinutes(20));
    return List.of(
        ALL,
        StatsRequest.between(later, null, false),
        StatsRequest.between(null, later, false),
        StatsRequest.between(START, START.plus(Duration.ofDays(1)), false),
        StatsRequest.between(null, START, false),
        new StatsRequest(AuditQuery.all(), Bucket.HOUR, false),
        new StatsRequest(AuditQuery.all(), Bucket.DAY, false),
        new StatsRequest(AuditQuery.all(), Bucket.MINUTE, false),
        new StatsRequest(AuditQuery.builder().since(later).build(), Bucket.HOUR, false),
        new StatsRequest(AuditQuery.builder().type("rare").build(), Bucket.HOUR, false),
        new StatsRequest(AuditQuery.builder().userId("user-7").limit(1).build(), null, false),
        new StatsRequest(AuditQuery.builder().beforeSeq(30L).build(), Bucket.DAY, false));
  }

  /** As it is where no key is known, and so nothing is believed. */
  private AuditLogReader withoutSummaries() {
    return AuditLogBuilder.on(
            FileStore.open(audit),
            () -> {
              throw new AuditException("there is no key");
            })
        .openReader();
  }

  private void assertSaysTheSameAsWithoutSummaries() {
    try (AuditLogReader plain = withoutSummaries()) {
      for (AuditQuery query : queries()) {
        assertThat(seqs(reader, query)).as("%s", query).isEqualTo(seqs(plain, query));
      }
      for (StatsRequest request : requests()) {
        assertThat(reader.stats(request)).isEqualTo(plain.stats(request));
      }
    }
  }

  @Test
  void sayWhatReadingEverythingSays() {
    assertSaysTheSameAsWithoutSummaries();
    assertThat(summaries()).hasSameSizeAs(sealed());
    assertSaysTheSameAsWithoutSummaries();
  }

  @Test
  void areMadeWhenSegmentsAreSealed() {
    record(store, RING, 30, "rare");

    assertThat(summaries()).isNotEmpty().hasSizeLessThanOrEqualTo(sealed().size());
    assertThat(summaries())
        .last()
        .asString()
        .contains(sealed().get(sealed().size() - 1).toString());
  }

  @Test
  void areMadeByWhoeverNeedsThemFirst() {
    assertThat(summaries()).isEmpty();
    assertThat(seqs(reader, AuditQuery.all())).hasSize(60);
    assertThat(summaries()).isEmpty();

    reader.stats(ALL);
    assertThat(summaries()).hasSameSizeAs(sealed());
  }

  @Test
  void spareStatsAllSealedSegments() {
    reader.stats(ALL);
    store.opened();

    assertThat(reader.stats(ALL).totalEvents()).isEqualTo(60);
    assertThat(store.opened()).containsExactly("events.log");
  }

  @Test
  void spareAQueryTheSegmentsInWhichNothingMatches() {
    for (AuditQuery query :
        List.of(RARE, AuditQuery.builder().type("rare").newestFirst().build())) {
      seqs(reader, query);
      store.opened();

      assertThat(seqs(reader, query)).containsExactly(25L);
      assertThat(store.opened()).hasSize(2).contains("events.log");
    }
  }

  @Test
  void areBelievedWithoutOpeningASegmentAlsoWhereTheActiveOneIsEmpty() {
    reader.stats(ALL);
    try (var session = store.exclusive()) {
      session.seal();
    }
    reader.stats(ALL);
    store.opened();

    assertThat(reader.stats(ALL).totalEvents()).isEqualTo(60);
    assertThat(store.opened()).containsExactly("events.log");
  }

  @Test
  void ofOtherSegmentsAndOtherTimesAreNoneAndAreMadeAgain() throws IOException {
    reader.stats(ALL);
    List<Path> kept = summaries();
    List<byte[]> good = new ArrayList<>();
    for (Path one : kept) {
      good.add(Files.readAllBytes(one));
    }
    for (int i = 0; i < kept.size(); i++) {
      Files.write(kept.get(i), good.get((i + 1) % kept.size()));
    }
    assertSaysTheSameAsWithoutSummaries();
    for (int i = 0; i < kept.size(); i++) {
      assertThat(kept.get(i)).hasBinaryContent(good.get(i));
    }
  }

  @Test
  void ofAnotherLogUnderTheSameKeyAreNoneThoughItsSegmentsAreOfTheSameSize(@TempDir Path other)
      throws IOException {
    clock.set(START);
    try (FileStore twin = FileStore.open(other)) {
      record(twin, RING, 60, "care");
      try (AuditLogReader reading = AuditLogBuilder.on(twin, () -> RING).openReader()) {
        reading.stats(ALL);
      }
    }
    for (Path segment : sealed()) {
      String name = segment.getFileName().toString();
      assertThat(Files.size(other.resolve(name))).isEqualTo(Files.size(segment));
      Files.copy(other.resolve(name + ".summary"), audit.resolve(name + ".summary"));
    }

    assertThat(seqs(reader, RARE)).containsExactly(25L);
    assertSaysTheSameAsWithoutSummaries();
  }

  @Test
  void thatAreDamagedAreNoneAndAreMadeAgain() throws IOException {
    reader.stats(ALL);
    for (Path one : summaries()) {
      byte[] good = Files.readAllBytes(one);
      String text = Files.readString(one);
      for (String bad : List.of("", "{}\n", text.substring(0, 300), text + " ")) {
        Files.writeString(one, bad);
        assertThat(seqs(reader, RARE)).containsExactly(25L);
        assertThat(one).hasBinaryContent(good);
      }
    }
  }

  @Test
  void thatWereEditedAreNoneSinceNoKeySignedThem() throws IOException {
    reader.stats(ALL);
    int edited = 0;
    for (Path one : summaries()) {
      String good = Files.readString(one);
      String bad = good.replace(",\"rare\":1", "");
      if (!bad.equals(good)) {
        Files.writeString(one, bad);
        assertThat(seqs(reader, RARE)).containsExactly(25L);
        assertThat(one).hasContent(good);
        edited++;
      }
    }
    assertThat(edited).isEqualTo(1);
  }

  @Test
  void plantedFilesCostNothing() throws IOException {
    reader.stats(ALL);
    List<Path> kept = summaries();
    Files.delete(kept.get(0));
    Files.createSymbolicLink(kept.get(0), Path.of("/dev/zero"));
    try (var huge = new java.io.RandomAccessFile(kept.get(1).toFile(), "rw")) {
      huge.setLength(1L << 40);
    }
    Files.delete(kept.get(2));
    Files.createDirectory(kept.get(2));

    assertSaysTheSameAsWithoutSummaries();
    assertThat(Files.isRegularFile(kept.get(0), java.nio.file.LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(Files.size(kept.get(1))).isLessThan(10_000);
  }

  @Test
  void ofARetiredKeyAreNoneSinceItMayHaveLeaked() throws IOException {
    reader.stats(ALL);
    List<String> forged = new ArrayList<>();
    for (Path one : summaries()) {
      var summary = SummaryCodec.decode(Files.readAllBytes(one), KEY).orElseThrow();
      byte[] bytes = SummaryCodec.encode(summary, RETIRED).orElseThrow();
      Files.write(one, bytes);
      forged.add(Files.readString(one));
    }
    AuditLogReader rotated = reader(KeyRing.of(RETIRED, KEY));

    assertThat(seqs(rotated, RARE)).containsExactly(25L);
    for (int i = 0; i < forged.size(); i++) {
      assertThat(Files.readString(summaries().get(i))).isNotEqualTo(forged.get(i));
    }
  }

  @Test
  void cannotBeHadOfASegmentThatWasEditedForAWhile() throws IOException {
    for (Path segment : sealed()) {
      String good = Files.readString(segment);
      if (good.contains("\"type\":\"rare\"")) {
        Files.writeString(segment, good.replace("\"type\":\"rare\"", "\"type\":\"care\""));
        reader.stats(ALL);
        assertThat(seqs(reader, RARE)).isEmpty();
        Files.writeString(segment, good);
      }
    }
    assertThat(summaries()).hasSize(sealed().size() - 1);
    assertThat(reader.verify(VerifyRequest.standard()).verdict()).isEqualTo(Verdict.OK);
    assertThat(seqs(reader, RARE)).containsExactly(25L);
  }

  @Test
  void doNotHideWhatWasEditedFromVerification() throws IOException {
    reader.stats(ALL);
    Path segment = sealed().get(0);
    Files.writeString(segment, Files.readString(segment).replace("user-3", "user-4"));

    assertThat(reader.verify(VerifyRequest.standard()).verdict()).isEqualTo(Verdict.FAILED);
    assertThat(reader.stats(StatsRequest.all()).chain().orElseThrow().verdict())
        .isEqualTo(Verdict.FAILED);
  }

  @Test
  void whereNoneCanBeKeptEverythingIsRead() {
    store.keepNothing();

    assertSaysTheSameAsWithoutSummaries();
    assertThat(summaries()).isEmpty();
  }

  @Test
  void damagedSegmentsAreReadAndTheirUnreadableLinesCounted() throws IOException {
    Path segment = sealed().get(2);
    Files.writeString(segment, Files.readString(segment).replaceFirst("\n", "\nnonsense\n"));

    assertSaysTheSameAsWithoutSummaries();
    AuditStats stats = reader.stats(ALL);
    assertThat(stats.unreadable()).isEqualTo(1);
    assertThat(summaries()).hasSize(sealed().size() - 1);
  }

  @Test
  void ofSegmentsThatGrewSinceAreNone() throws IOException {
    reader.stats(ALL);
    Path segment = sealed().get(2);
    Files.writeString(segment, Files.readString(segment).replaceFirst("\n", "\nnonsense\n"));

    assertThat(reader.stats(ALL).unreadable()).isEqualTo(1);
  }

  @Test
  void growWithTheLog() {
    reader.stats(ALL);
    record(RING, 30);

    assertSaysTheSameAsWithoutSummaries();
    assertThat(summaries()).hasSameSizeAs(sealed());
  }
}
