package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.spi.Alert;
import io.offgrid.audit.spi.AlertKind;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.store.file.FileStore;
import io.offgrid.audit.store.file.HaltingDisk;
import io.offgrid.audit.testkit.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Retention and setting aside, on real files. */
class WholeLifeTest {
  private static final KeyRing RING =
      KeyRing.of(SigningKey.parse("a key that is long enough for tests"));
  private static final int PER_SEGMENT = 3;
  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  @TempDir Path home;
  private final TestClock clock = TestClock.at("2026-01-01T00:00:00Z");
  private Duration retention = Duration.ofDays(90);
  private final List<Alert> alerts = Collections.synchronizedList(new ArrayList<>());

  @Test
  void prunesWhatIsOlderThanTheRetentionPeriodAndSaysSo() throws IOException {
    try (FileStore store = threeOldSegments()) {
      recordOne(store);

      assertThat(types(store))
          .startsWith("10 auth")
          .containsAnyOf("11 retention_prune", "12 retention_prune");
      assertThat(verify(store).verdict()).isEqualTo(Verdict.OK);
    }
  }

  @Test
  void theActiveSegmentIsNeverPruned() throws IOException {
    try (FileStore store = threeOldSegments();
        LogMaintenance maintenance = builder(store).openMaintenance()) {
      PrunePlan plan = maintenance.planPrune();

      assertThat(plan.segments())
          .extracting(PrunePlan.OldSegment::name)
          .containsExactly("events.log.1", "events.log.2", "events.log.3");
      assertThat(plan.fromSeq()).isEqualTo(1);
      assertThat(plan.toSeq()).isEqualTo(9);
      assertThat(plan.rest()).isEqualTo("there is no other sealed segment");
      assertThat(segments()).hasSize(4);
    }
  }

  @Test
  void keepsWhatIsYoungerAndTellsUntilWhen() throws IOException {
    try (FileStore store = store()) {
      record(store, PER_SEGMENT);
      clock.advance(Duration.ofDays(60));
      record(store, PER_SEGMENT + 1);
      clock.advance(Duration.ofDays(31));
      try (LogMaintenance maintenance = builder(store).openMaintenance()) {
        PrunePlan plan = maintenance.prune();

        assertThat(plan.toSeq()).isEqualTo(3);
        assertThat(plan.rest())
            .isEqualTo(
                "events.log.2 stays until 2026-05-31T00:00:00Z: its last record is 31 days old,"
                    + " and 90 are kept");
      }
      assertThat(segments()).containsExactly("events.log", "events.log.2");
      assertThat(verify(store).verdict()).isEqualTo(Verdict.OK);
    }
  }

  @Test
  void neverPrunesOverDamage() throws IOException {
    try (FileStore store = threeOldSegments()) {
      edit("events.log.2");
      try (LogMaintenance maintenance = builder(store).openMaintenance()) {
        PrunePlan plan = maintenance.prune();

        assertThat(plan.segments())
            .extracting(PrunePlan.OldSegment::name)
            .containsExactly("events.log.1");
        assertThat(plan.held()).isTrue();
        assertThat(plan.rest()).startsWith("events.log.2 is old enough but does not verify");
      }
      assertThat(segments()).containsExactly("events.log", "events.log.2", "events.log.3");
    }
  }

  @Test
  void doesNotHealALogWhoseFirstSegmentSomebodyDeleted() throws IOException {
    try (FileStore store = threeOldSegments()) {
      Files.delete(log().resolve("events.log.1"));
      try (LogMaintenance maintenance = builder(store).openMaintenance()) {
        PrunePlan plan = maintenance.prune();

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.rest()).startsWith("records before seq 4 are gone and no record");
      }
      assertThat(verify(store).verdict()).isEqualTo(Verdict.FAILED);
    }
  }

  @Test
  void keepsASegmentThatTheNextOneDoesNotFollow() throws IOException {
    try (FileStore store = threeOldSegments()) {
      Path second = log().resolve("events.log.2");
      Files.writeString(second, Files.readString(second).replaceFirst("\"auth\"", "\"auto\""));
      try (LogMaintenance maintenance = builder(store).openMaintenance()) {
        PrunePlan plan = maintenance.prune();

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.held()).isTrue();
        assertThat(plan.rest())
            .startsWith("events.log.1 is old enough, but events.log.2 does not follow on it");
      }
      assertThat(segments()).contains("events.log.1");
    }
  }

  @Test
  void tellsOnceThatRetentionIsHeldUp() throws IOException {
    try (FileStore store = threeOldSegments()) {
      edit("events.log.1");
      LogMaintenance maintenance = builder(store).openMaintenance();
      Housekeeping housekeeping = new Housekeeping(maintenance);
      housekeeping.round();
      housekeeping.round();
      maintenance.close();

      assertThat(alerts).extracting(Alert::kind).containsExactly(AlertKind.RETENTION_HELD);
    }
  }

  @Test
  void prunesAgainFromWhereItLeftOff() throws IOException {
    try (FileStore store = threeOldSegments()) {
      recordOne(store);
      record(store, 2 * PER_SEGMENT);
      clock.advance(Duration.ofDays(100));
      recordOne(store);

      assertThat(types(store).get(0)).doesNotStartWith("1 ");
      assertThat(types(store)).filteredOn(type -> type.endsWith("retention_prune")).hasSize(1);
      assertThat(verify(store).verdict()).isEqualTo(Verdict.OK);
    }
  }

  @Test
  void aCrashAtAnyCallWhilePruningLosesNothingAndIsFinishedLater() throws IOException {
    int halts = 0;
    for (int calls = 0; ; calls++) {
      deleteLog();
      clock.set(Instant.parse("2026-01-01T00:00:00Z"));
      threeOldSegments().close();
      HaltingDisk disk = new HaltingDisk();
      disk.haltAfter(calls);
      prune(disk);
      Optional<String> halted = disk.haltedAt();
      try (FileStore store = store()) {
        assertThat(verify(store).verdict()).as("halted at %s", halted).isEqualTo(Verdict.OK);
        recordOne(store);
        VerificationReport report = verify(store);
        assertThat(report.verdict()).as("halted at %s", halted).isEqualTo(Verdict.OK);
        assertThat(types(store)).as("halted at %s", halted).startsWith("10 auth");
        assertThat(types(store)).filteredOn(type -> type.endsWith("retention_prune")).hasSize(1);
      }
      if (halted.isEmpty()) {
        break;
      }
      halts++;
    }
    assertThat(halts).isGreaterThan(8);
  }

  @Test
  void finishesNoMoreThanWhatWasAnnounced() throws IOException {
    try (FileStore store = store()) {
      record(store, PER_SEGMENT);
      clock.advance(Duration.ofDays(60));
      record(store, PER_SEGMENT + 1);
      clock.advance(Duration.ofDays(31));
      pruneAndPutBack(store, "events.log.1");
      PrunePlan plan = prune(store);

      assertThat(plan.announced()).isTrue();
      assertThat(segments()).containsExactly("events.log", "events.log.2");
      assertThat(types(store)).filteredOn(type -> type.endsWith("retention_prune")).hasSize(1);
      assertThat(verify(store).verdict()).isEqualTo(Verdict.OK);
    }
  }

  @Test
  void keepsASegmentWithADamagedEndThoughItsDeletionIsAnnounced() throws IOException {
    try (FileStore store = threeOldSegments()) {
      pruneAndPutBack(store, "events.log.1", "events.log.2", "events.log.3");
      Files.writeString(log().resolve("events.log.2"), "nonsense\n", StandardOpenOption.APPEND);
      PrunePlan plan = prune(store);

      assertThat(plan.announced()).isTrue();
      assertThat(plan.held()).isTrue();
      assertThat(plan.rest()).startsWith("events.log.2 is old enough but does not verify");
      assertThat(segments()).containsExactly("events.log", "events.log.2", "events.log.3");
    }
  }

  @Test
  void aRunningWriterGoesOnAfterAnotherOnePruned() throws IOException {
    try (FileStore store = threeOldSegments();
        AuditLog log = builder(store).retention(FOR_EVER).open()) {
      log.recordAndWait(AuditEvent.builder("auth").build());
      try (LogMaintenance maintenance = builder(store).openMaintenance()) {
        maintenance.prune();
      }
      log.recordAndWait(AuditEvent.builder("auth").build());

      assertThat(types(store))
          .containsExactly("10 auth", "11 auth", "12 retention_prune", "13 auth");
      assertThat(alerts).isEmpty();
      assertThat(verify(store).verdict()).isEqualTo(Verdict.OK);
    }
  }

  @Test
  void sealsAnOldSegmentOfALogInWhichNothingHappens() throws IOException {
    try (FileStore store = store()) {
      record(store, 1);
      clock.advance(Duration.ofDays(31));
      try (LogMaintenance maintenance =
          builder(store).maxAge(Duration.ofDays(30)).openMaintenance()) {
        maintenance.sealIfOld();
      }
      assertThat(segments()).containsExactly("events.log", "events.log.1");
      assertThat(verify(store).verdict()).isEqualTo(Verdict.OK);
    }
  }

  @Test
  void deletesNothingInTheRoundAfterTheClockJumped() throws IOException {
    try (FileStore store = store()) {
      record(store, 2 * PER_SEGMENT + 1);
      LogMaintenance maintenance = builder(store).openMaintenance();
      Housekeeping housekeeping = new Housekeeping(maintenance);
      clock.advance(Duration.ofDays(200));
      housekeeping.round();
      assertThat(segments()).hasSize(3);

      housekeeping.round();
      assertThat(segments()).containsExactly("events.log");
      maintenance.close();
    }
  }

  @Test
  void setsADamagedLogAsideAndGoesOn() throws IOException {
    retention = FOR_EVER;
    try (FileStore store = threeOldSegments()) {
      edit("events.log.2");
      SetAsideResult result = setAside(store);

      assertThat(result).isEqualTo(new SetAsideResult("set-aside-1-10", 2, 11));
      assertThat(segments()).containsExactly("events.log");
      assertThat(types(store)).containsExactly("11 log_set_aside");
      assertThat(verify(store).verdict()).isEqualTo(Verdict.OK);
      try (FileStore old = FileStore.open(log().resolve("set-aside-1-10"))) {
        assertThat(verify(old).findings()).hasSize(2);
      }
      recordOne(store);
      assertThat(verify(store).verdict()).isEqualTo(Verdict.OK);
      assertThat(alerts).extracting(Alert::kind).containsExactly(AlertKind.LOG_SET_ASIDE);
    }
  }

  @Test
  void setsALogAsideWhoseKeyIsLost() throws IOException {
    try (FileStore store = threeOldSegments()) {
      KeyRing other = KeyRing.of(SigningKey.parse("quite another key than before"));
      AuditLogBuilder lost = AuditLogBuilder.on(store, () -> other).origin("t").clock(clock);
      assertThatThrownBy(lost::open).isInstanceOf(AuditException.class);
      try (LogMaintenance maintenance = lost.openMaintenance()) {
        maintenance.setAside("auditor", "the key is lost");
      }
      try (AuditLog log = lost.open()) {
        log.recordAndWait(AuditEvent.builder("auth").build());
        assertThat(log.verify(VerifyRequest.standard()).verdict()).isEqualTo(Verdict.OK);
      }
    }
  }

  @Test
  void setsALogAsideTwice() throws IOException {
    try (FileStore store = threeOldSegments()) {
      setAside(store);
      recordOne(store);
      SetAsideResult second = setAside(store);

      assertThat(second.directory()).isEqualTo("set-aside-11-12");
      assertThat(verify(store).verdict()).isEqualTo(Verdict.OK);
    }
  }

  @Test
  void aRunningWriterGoesOnInTheNewLog() throws IOException {
    try (FileStore store = threeOldSegments();
        AuditLog log = builder(store).retention(FOR_EVER).open()) {
      log.recordAndWait(AuditEvent.builder("auth").build());
      setAside(store);
      log.recordAndWait(AuditEvent.builder("auth").build());

      assertThat(types(store)).containsExactly("12 log_set_aside", "13 auth");
      assertThat(verify(store).verdict()).isEqualTo(Verdict.OK);
      assertThat(alerts).extracting(Alert::kind).containsExactly(AlertKind.LOG_SET_ASIDE);
    }
  }

  @Test
  void anOldFirstLinePutThereAgainDoesNotMoveTheLogAway() throws IOException {
    try (FileStore store = threeOldSegments()) {
      setAside(store);
      String first = Files.readString(log().resolve("events.log"));
      recordOne(store);
      Files.writeString(log().resolve("set-aside-1-10/next.log"), first);
      recordOne(store);

      assertThat(types(store)).containsExactly("11 log_set_aside", "12 auth", "13 auth");
    }
  }

  @Test
  void theOnlyLineOfANewLogPutThereAgainDoesNotMoveItAway() throws IOException {
    try (FileStore store = threeOldSegments()) {
      setAside(store);
      String first = Files.readString(log().resolve("events.log"));
      Files.writeString(log().resolve("set-aside-1-10/next.log"), first);
      recordOne(store);

      assertThat(alerts).extracting(Alert::kind).containsExactly(AlertKind.LOG_SET_ASIDE);
      assertThat(log().resolve("set-aside-1-10/next.log")).exists();
    }
  }

  @Test
  void aCrashAtAnyCallWhileSettingAsideLosesNothingAndIsFinishedLater() throws IOException {
    retention = FOR_EVER;
    for (String damage : List.of("line", "head")) {
      int halts = 0;
      for (int calls = 0; ; calls++) {
        deleteLog();
        clock.set(Instant.parse("2026-01-01T00:00:00Z"));
        threeOldSegments().close();
        edit(damage.equals("line") ? "events.log.2" : "chain.hash");
        HaltingDisk disk = new HaltingDisk();
        disk.haltAfter(calls);
        setAside(disk);
        Optional<String> halted = disk.haltedAt();
        try (FileStore store = store()) {
          recordOne(store);
          List<String> types = types(store);
          if (types.stream().noneMatch(type -> type.endsWith("log_set_aside"))) {
            assertThat(types).as("halted at %s", halted).startsWith("1 auth");
            setAside(store);
          }
          assertThat(verify(store).findings()).as("halted at %s", halted).isEmpty();
          assertThat(evidence()).as("halted at %s", halted).isGreaterThanOrEqualTo(10);
        }
        if (halted.isEmpty()) {
          break;
        }
        halts++;
      }
      assertThat(halts).as(damage).isGreaterThan(12);
    }
  }

  @Test
  void aRunningWriterFinishesASettingAsideThatACrashInterrupted() throws IOException {
    retention = FOR_EVER;
    Optional<String> halted;
    int calls = 0;
    do {
      deleteLog();
      clock.set(Instant.parse("2026-01-01T00:00:00Z"));
      HaltingDisk disk = new HaltingDisk();
      disk.haltAfter(calls++);
      try (FileStore store = threeOldSegments();
          AuditLog running = builder(store).open()) {
        running.recordAndWait(AuditEvent.builder("auth").build());
        setAside(disk);
        halted = disk.haltedAt();
        running.recordAndWait(AuditEvent.builder("auth").build());

        assertThat(verify(store).findings()).as("halted at %s", halted).isEmpty();
        assertThat(types(store)).as("halted at %s", halted).last().asString().endsWith(" auth");
        assertThat(evidence()).as("halted at %s", halted).isGreaterThanOrEqualTo(11);
      }
    } while (halted.isPresent());
    assertThat(calls).isGreaterThan(12);
  }

  private PrunePlan prune(FileStore store) {
    try (LogMaintenance maintenance = builder(store).openMaintenance()) {
      return maintenance.prune();
    }
  }

  /** The log says that these went, and they are there, as after a crash before the deletion. */
  private void pruneAndPutBack(FileStore store, String... segments) throws IOException {
    for (String segment : segments) {
      Files.createLink(home.resolve(segment), log().resolve(segment));
    }
    prune(store);
    for (String segment : segments) {
      Files.move(home.resolve(segment), log().resolve(segment));
    }
  }

  private void prune(HaltingDisk disk) {
    try (FileStore store = disk.open(log())) {
      prune(store);
    } catch (HaltingDisk.Halted e) {
      assertThat(disk.haltedAt()).isPresent();
    }
  }

  private void setAside(HaltingDisk disk) {
    try (FileStore store = disk.open(log())) {
      setAside(store);
    } catch (HaltingDisk.Halted e) {
      assertThat(disk.haltedAt()).isPresent();
    }
  }

  private SetAsideResult setAside(FileStore store) {
    try (LogMaintenance maintenance = builder(store).openMaintenance()) {
      return maintenance.setAside("auditor", "disk replaced");
    }
  }

  /** Lines of the old log, wherever they are now. */
  private long evidence() throws IOException {
    try (Stream<Path> files = Files.walk(log())) {
      long lines = 0;
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("events.log")).toList()) {
        lines +=
            Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.contains("\"auth\""))
                .count();
      }
      return lines - 1;
    }
  }

  /** Nine records in three sealed segments, one in the active one, and a hundred days since. */
  private FileStore threeOldSegments() {
    FileStore store = store();
    record(store, 3 * PER_SEGMENT + 1);
    clock.advance(Duration.ofDays(100));
    alerts.clear();
    return store;
  }

  private void recordOne(AuditStore store) {
    record(store, 1);
  }

  private void record(AuditStore store, int count) {
    try (AuditLog log = builder(store).verifyOnStart(VerifyOnStart.TAIL).open()) {
      for (int i = 0; i < count; i++) {
        log.recordAndWait(AuditEvent.builder("auth").build());
      }
    }
  }

  private AuditLogBuilder builder(AuditStore store) {
    return AuditLogBuilder.on(store, () -> RING)
        .origin("t")
        .clock(clock)
        .maxAge(FOR_EVER)
        .retention(retention)
        .maxSizeBytes(1000)
        .verifyOnStart(VerifyOnStart.TAIL)
        .alertListener(alerts::add);
  }

  private VerificationReport verify(AuditStore store) {
    try (AuditLogReader reader = builder(store).openReader()) {
      return reader.verify(VerifyRequest.standard());
    }
  }

  private List<String> types(AuditStore store) {
    List<String> seen = new ArrayList<>();
    try (AuditLogReader reader = builder(store).openReader();
        RecordCursor records = reader.query(AuditQuery.all())) {
      while (records.hasNext()) {
        AuditRecord record = records.next();
        seen.add(record.seq() + " " + record.type());
      }
    }
    return seen;
  }

  private Path log() {
    return home.resolve("audit");
  }

  private FileStore store() {
    return FileStore.open(log());
  }

  private List<String> segments() throws IOException {
    try (Stream<Path> files = Files.list(log())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("events\\.log(\\.[0-9]+)?"))
          .sorted()
          .toList();
    }
  }

  private void edit(String file) throws IOException {
    Path path = log().resolve(file);
    String text = Files.readString(path);
    int at = text.indexOf("2026-01-01", text.indexOf('\n'));
    int edited = at < 0 ? text.indexOf("2026-01-01") : at;
    Files.writeString(path, text.substring(0, edited) + "2027" + text.substring(edited + 4));
  }

  private void deleteLog() throws IOException {
    if (Files.exists(log())) {
      try (Stream<Path> files = Files.walk(log())) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
