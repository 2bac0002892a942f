package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.Finding;
import io.offgrid.audit.FindingKind;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.spi.Alert;
import io.offgrid.audit.spi.AlertKind;
import io.offgrid.audit.spi.StoreSession;
import io.offgrid.audit.store.file.FileStore;
import io.offgrid.audit.testkit.RecordingSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody stops a log by what he puts in the places of its files. */
class OddPlacesTest {
  private static final KeyRing RING =
      KeyRing.of(SigningKey.parse("a key that is long enough for tests"));

  private static final ForwardSettings FROM_NOW =
      new ForwardSettings(
          true,
          List.of(),
          Optional.empty(),
          100,
          Duration.ZERO,
          Duration.ofSeconds(10),
          Optional.empty(),
          StartAt.NOW,
          OnReject.PARK,
          Duration.ZERO);

  @TempDir Path home;
  private final List<Alert> alerts = new CopyOnWriteArrayList<>();
  private Path audit;
  private FileStore store;

  @BeforeEach
  void open() {
    audit = home.resolve("audit");
    store = FileStore.open(audit);
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** What may stand in the place of a file. */
  enum Odd {
    LINK_TO_A_FILE,
    LINK_TO_NOTHING,
    LINK_TO_ITSELF,
    EMPTY_DIRECTORY,
    FULL_DIRECTORY,
    PIPE;

    void put(Path place) throws IOException, InterruptedException {
      switch (this) {
        case LINK_TO_A_FILE -> Files.createSymbolicLink(place, file(place));
        case LINK_TO_NOTHING -> Files.createSymbolicLink(place, Path.of("nothing"));
        case LINK_TO_ITSELF -> Files.createSymbolicLink(place, place.getFileName());
        case EMPTY_DIRECTORY -> Files.createDirectory(place);
        case FULL_DIRECTORY -> Files.createDirectories(place.resolve("full/of"));
        case PIPE ->
            assertThat(new ProcessBuilder("mkfifo", place.toString()).start().waitFor()).isZero();
      }
    }

    private static Path file(Path place) throws IOException {
      Path file = place.resolveSibling("elsewhere");
      return Files.exists(file) ? file : Files.writeString(file, "elsewhere\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRunningWriterGoesOnInANewSegmentWhereItsOwnIsNoFileAnyMore(Odd odd) throws Exception {
    try (AuditLog log = builder().open()) {
      record(log, 5);
      replaceActive(odd);
      record(log, 2);

      assertGoesOn(log);
      record(log, 1);
      assertThat(alerts).hasSize(1);
    }
  }

  static Stream<Arguments> openings() {
    // Verifying in the background, it may record the damage once more, under the new name.
    return Stream.of(Odd.values())
        .flatMap(
            odd ->
                Stream.of(VerifyOnStart.FULL, VerifyOnStart.TAIL, VerifyOnStart.OFF)
                    .map(how -> Arguments.of(odd, how)));
  }

  @ParameterizedTest
  @MethodSource("openings")
  void anOpeningGoesOnInANewSegmentWhereTheActiveOneIsNoFile(Odd odd, VerifyOnStart how)
      throws Exception {
    try (AuditLog log = builder().open()) {
      record(log, 5);
    }
    replaceActive(odd);
    try (AuditLog log = builder().verifyOnStart(how).open()) {
      record(log, 2);

      assertGoesOn(log);
    }
    try (AuditLog log = builder().verifyOnStart(how).open()) {
      record(log, 1);
    }
    assertThat(audit.resolve("events.log.2")).doesNotExist();
  }

  private void replaceActive(Odd odd) throws Exception {
    Files.move(audit.resolve("events.log"), audit.resolve("elsewhere"));
    odd.put(audit.resolve("events.log"));
  }

  private void assertGoesOn(AuditLog log) throws IOException {
    assertThat(alerts)
        .filteredOn(alert -> alert.kind() != AlertKind.RETENTION_HELD) // of housekeeping
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.kind()).isEqualTo(AlertKind.INTEGRITY_FAILURE);
              assertThat(alert.message()).contains("malformed in events.log ");
            });
    assertThat(numbersAndTypes(log)).containsExactly("6 integrity_failure", "7 auth", "8 auth");
    assertThat(log.verify(VerifyRequest.standard()).findings())
        .extracting(Finding::kind)
        .contains(FindingKind.MALFORMED, FindingKind.RECORDED_FAILURE);
    assertThat(isFile(audit.resolve("events.log.1"))).as("kept to be seen").isFalse();
    assertThat(isFile(audit.resolve("events.log"))).isTrue();
    assertThat(Files.readAllLines(audit.resolve("elsewhere"))).as("not followed").hasSize(5);
  }

  @ParameterizedTest
  @EnumSource
  void aNewLogBeginsWhereItsSegmentIsNoFile(Odd odd) throws Exception {
    Files.createDirectory(audit);
    odd.put(audit.resolve("events.log"));
    try (AuditLog log = builder().open()) {
      record(log, 1);
      assertThat(numbersAndTypes(log)).containsExactly("1 integrity_failure", "2 auth");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoPlaceThatALogWasSetAsideToIsLeftAlone(Odd odd) throws Exception {
    Files.createDirectory(audit);
    odd.put(audit.resolve("set-aside-1-5"));
    try (AuditLog log = builder().open()) {
      record(log, 5);
    }
    try (AuditLog log = builder().open()) {
      record(log, 5);
      assertThat(numbersAndTypes(log)).hasSize(10);
      assertThat(log.verify(VerifyRequest.standard()).verdict()).isEqualTo(Verdict.OK);
    }
    assertThat(alerts).isEmpty();
    builder().openMaintenance().setAside("me", "a look at it");
    assertThat(alerts).extracting(Alert::kind).containsExactly(AlertKind.LOG_SET_ASIDE);
  }

  @Test
  void ofPlacesThatCannotBeLookedIntoIsWarnedOnce() throws Exception {
    try (AuditLog log = builder().open()) {
      record(log, 1);
    }
    Odd.LINK_TO_ITSELF.put(audit.resolve("set-aside-1-5\n"));
    Odd.PIPE.put(audit.resolve("set-aside-1-6"));
    List<String> warnings = new ArrayList<>();
    LogVerifier verifier = new LogVerifier(store, () -> RING, "t");
    PendingAside pending = new PendingAside(builder().settings(), verifier, warnings::add);
    try (StoreSession session = store.exclusive()) {
      pending.finish(session);
      pending.finish(session);
    }
    assertThat(warnings)
        .containsExactly(
            "set-aside-1-5? in the log at "
                + audit
                + " cannot be looked into (it is not a directory, and links are not followed), nor"
                + " can 1 more: it is left out of account");
  }

  @ParameterizedTest
  @EnumSource
  void theHeadGrowsWhereItsDraftIsNoFile(Odd odd) throws Exception {
    try (AuditLog log = builder().open()) {
      record(log, 9);
      odd.put(audit.resolve("chain.hash.draft"));
      record(log, 95);
      assertThat(log.head().seq()).isEqualTo(104);
      assertThat(log.verify(VerifyRequest.standard()).verdict()).isEqualTo(Verdict.OK);
    }
    assertThat(alerts).isEmpty();
    if (odd == Odd.LINK_TO_A_FILE) {
      assertThat(audit.resolve("elsewhere")).hasContent("elsewhere\n");
    }
  }

  static Stream<Arguments> places() {
    return Stream.of(
            ".lock",
            "chain.hash",
            "chain.hash.draft",
            "events.log.1",
            "events.log.2",
            "events.log.1.summary",
            "events.log.2.summary",
            "events.log.torn-4-1",
            "set-aside-1-3",
            "sinks",
            "sinks/s.cursor",
            "sinks/s.lock",
            "sinks/s.replay",
            "sinks/s.status",
            "sinks/s.1.tmp",
            "sinks/s.parked.jsonl")
        .flatMap(place -> Stream.of(Odd.values()).map(odd -> Arguments.of(place, odd)));
  }

  @ParameterizedTest
  @MethodSource("places")
  void recordingGoesOnWhateverStandsWhere(String place, Odd odd) throws Exception {
    try (AuditLog log = builder().open()) {
      record(log, 3);
    }
    Files.writeString(audit.resolve("events.log"), "what a crash left", StandardOpenOption.APPEND);
    Path path = audit.resolve(place);
    Files.createDirectories(path.getParent());
    Files.deleteIfExists(path);
    odd.put(path);
    ForwardedSink sink = new ForwardedSink("s", "recording", RecordingSink::new, FROM_NOW);
    try (AuditLog log = builder().maxSizeBytes(1000).sink(sink).open()) {
      record(log, 12);
      assertThat(numbersAndTypes(log).stream().filter(n -> n.endsWith(" auth"))).hasSize(15);
    }
  }

  private AuditLogBuilder builder() {
    return AuditLogBuilder.on(store, () -> RING).origin("t").alertListener(alerts::add);
  }

  private static void record(AuditLog log, int count) {
    for (int i = 0; i < count; i++) {
      log.recordAndWait(AuditEvent.builder("auth").build());
    }
  }

  private static boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static List<String> numbersAndTypes(AuditLog log) {
    List<String> seen = new ArrayList<>();
    try (RecordCursor records = log.query(AuditQuery.builder().build())) {
      while (records.hasNext()) {
        AuditRecord record = records.next();
        seen.add(record.seq() + " " + record.type());
      }
    }
    return seen;
  }
}
