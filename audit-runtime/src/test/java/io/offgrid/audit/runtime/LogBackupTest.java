package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.StatsRequest;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.StoreException;
import io.offgrid.audit.store.file.FileStore;
import io.offgrid.audit.testkit.InMemoryStore;
import io.offgrid.audit.testkit.MemoryDisk;
import io.offgrid.audit.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogBackupTest {
  private static final KeyRing RING =
      KeyRing.of(SigningKey.parse("a key that is long enough for tests"));
  private static final KeyRing OTHER =
      KeyRing.of(SigningKey.parse("another key, as long as the first"));

  @TempDir Path home;
  private final TestClock clock = TestClock.at("2024-01-15T10:00:00Z");
  private FileStore store;

  @BeforeEach
  void open() {
    store = FileStore.open(home.resolve("audit"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private AuditLogBuilder builder(AuditStore on) {
    return AuditLogBuilder.on(on, () -> RING)
        .origin("t")
        .clock(clock)
        .maxSizeBytes(3000)
        .retention(Duration.ofDays(90));
  }

  private void record(int count) {
    record(store, count);
  }

  private void record(AuditStore on, int count) {
    try (AuditLog log = builder(on).verifyOnStart(VerifyOnStart.TAIL).open()) {
      for (int i = 0; i < count; i++) {
        log.recordAndWait(AuditEvent.builder("auth").userId("u").detail("n", i).build());
      }
    }
  }

  private Path target() {
    return home.resolve("elsewhere/backup");
  }

  private BackupResult backup() {
    return backup(store, BackupRequest.to(target()));
  }

  private BackupResult backup(AuditStore from, BackupRequest request) {
    try (LogMaintenance log = builder(from).openMaintenance()) {
      return log.backup(request);
    }
  }

  private VerificationReport verify() {
    return verify(target());
  }

  private static VerificationReport verify(Path directory) {
    try (FileStore copy = FileStore.open(directory);
        AuditLogReader reader = AuditLogBuilder.on(copy, () -> RING).openReader()) {
      return reader.verify(VerifyRequest.standard());
    }
  }

  private void assertHolds(long events) {
    VerificationReport report = verify();
    assertThat(report.verdict()).isEqualTo(Verdict.OK);
    assertThat(report.events()).isEqualTo(events);
    assertThat(report.notes()).isEmpty();
  }

  private static Map<String, String> contents(Path directory) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        contents.put(String.valueOf(file.getFileName()), Files.readString(file));
      }
    }
    return contents;
  }

  private void assertRefuses(String reason) throws IOException {
    Map<String, String> before = contents(target());
    assertThatThrownBy(this::backup)
        .isInstanceOf(BackupRefusedException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining("nothing in " + target() + " was changed");
    assertThat(contents(target())).isEqualTo(before);
  }

  private Path segment(String name) {
    return home.resolve("audit").resolve(name);
  }

  @Test
  void isTheLogFileByFileForItsOwnerAlone() throws IOException {
    record(25);
    BackupResult result = backup();

    Map<String, String> log = contents(home.resolve("audit"));
    Map<String, String> copy = contents(target());
    log.keySet().removeIf(name -> name.equals(".lock") || name.endsWith(".summary"));
    copy.remove(".backup.lock");
    assertThat(copy).isEqualTo(log).hasSizeGreaterThan(4);
    assertThat(result)
        .isEqualTo(new BackupResult(copy.size() - 1, 0, 0, lengthOfSegments(copy), 25));
    assertHolds(25);
    assertThat(mode(target())).isEqualTo("rwx------");
    for (String name : copy.keySet()) {
      assertThat(mode(target().resolve(name))).isEqualTo("rw-------");
    }
  }

  private static long lengthOfSegments(Map<String, String> files) {
    return files.entrySet().stream()
        .filter(file -> file.getKey().startsWith("events"))
        .mapToLong(file -> file.getValue().length())
        .sum();
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void copiesOnlyWhatIsNewTheNextTime() {
    record(25);
    BackupResult first = backup();
    assertThat(backup()).isEqualTo(new BackupResult(0, first.copied(), 0, 0, 25));

    record(1);
    assertThat(backup().copied()).isEqualTo(1);
    record(20);
    BackupResult last = backup();

    assertThat(last.unchanged()).isEqualTo(first.copied() - 1);
    assertThat(last.seq()).isEqualTo(46);
    assertHolds(46);
  }

  @Test
  void goesOnAlsoWhereReadersLeftSummaries() {
    record(25);
    backup();
    try (FileStore copy = FileStore.open(target());
        AuditLogReader reader = AuditLogBuilder.on(copy, () -> RING).openReader()) {
      reader.stats(StatsRequest.between(null, null, false));
    }
    assertThat(target().resolve("events.log.1.summary")).exists();
    record(25);
    backup();
    assertHolds(50);
  }

  @Test
  void holdsAWholeLogHoweverMuchIsRecordedMeanwhile() throws InterruptedException {
    record(5);
    AtomicBoolean stop = new AtomicBoolean();
    Thread recording =
        new Thread(
            () -> {
              while (!stop.get()) {
                record(3);
              }
            });
    recording.start();
    try {
      for (int i = 0; i < 20; i++) {
        long seq = backup().seq();
        assertHolds(seq);
      }
    } finally {
      stop.set(true);
      recording.join();
    }
  }

  @Test
  void copiesNothingThatIsNotAcknowledged() throws IOException {
    record(3);
    byte[] head = Files.readAllBytes(segment("chain.hash"));
    record(1);
    Files.write(segment("chain.hash"), head);

    assertThat(backup().seq()).isEqualTo(3);
    assertHolds(3);
  }

  @Test
  void verifiesWhereverItIsStoppedAndIsFinishedByTheNext() throws IOException {
    record(12);
    backup();
    record(30);
    boolean done = false;
    int stops = 0;
    for (int reads = 0; !done; reads++) {
      try {
        backup(new WatchedStore(store).stopAfter(reads), BackupRequest.to(target()));
        done = true;
      } catch (StoreException e) {
        assertThat(e).hasMessage("stopped");
        assertThat(verify().verdict()).as("stopped after %s reads", reads).isEqualTo(Verdict.OK);
        stops++;
      }
    }
    assertThat(stops).isGreaterThan(10);
    assertHolds(42);
    assertThat(contents(target()).keySet()).noneMatch(name -> name.endsWith(".part"));
  }

  @Test
  void aFirstOneThatWasStoppedIsFinishedByTheNext() {
    record(30);
    for (int reads = 0; ; reads++) {
      try {
        backup(new WatchedStore(store).stopAfter(reads), BackupRequest.to(target()));
        break;
      } catch (StoreException e) {
        assertThat(e).hasMessage("stopped");
      }
    }
    assertHolds(30);
  }

  @Test
  void goesOnFromBetweenAnyTwoRenamings() throws IOException {
    record(3);
    backup();
    record(30);
    Files.copy(
        segment("events.log.1"),
        target().resolve("events.log"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(verify().verdict()).isEqualTo(Verdict.OK);
    Map<String, String> before = contents(target());
    backup();
    assertHolds(33);

    for (String name : contents(target()).keySet()) {
      Files.delete(target().resolve(name));
    }
    for (var file : before.entrySet()) {
      Files.writeString(target().resolve(file.getKey()), file.getValue());
    }
    Files.move(target().resolve("events.log"), target().resolve("events.log.1"));
    assertThat(verify().verdict()).isEqualTo(Verdict.OK);
    backup();
    assertHolds(33);
  }

  @Test
  void refusesALogThatWasRolledBack() throws IOException {
    record(5);
    Map<String, String> old = contents(home.resolve("audit"));
    record(3);
    backup();
    for (String name : old.keySet()) {
      Files.writeString(segment(name), old.get(name));
    }
    assertThat(verify(home.resolve("audit")).verdict()).isEqualTo(Verdict.OK);
    assertRefuses("the log ends at seq 5, the backup at 8");

    record(10);
    assertRefuses("the log does not hold record 8 of the backup any more");
  }

  @Test
  void refusesALogThatIsCutBack() throws IOException {
    record(25);
    backup();
    Files.writeString(segment("events.log"), "");
    assertRefuses("the log does not hold the record that its head names, seq 25");
  }

  @Test
  void refusesALogWhoseSegmentsAreNotThoseOfTheBackup() throws IOException {
    record(40);
    backup();
    String good = Files.readString(segment("events.log.2"));
    Files.writeString(segment("events.log.2"), good.replaceFirst("\"n\":", "\"n\":1"));
    assertRefuses("events.log.2 of the backup is not that of the log");

    Files.delete(segment("events.log.2"));
    assertRefuses("the backup has a segment that the log has not, events.log.2");

    Files.writeString(segment("events.log.2"), good);
    Path copy = target().resolve("events.log");
    Files.writeString(copy, Files.readString(copy).replaceAll("\n[^\n]*\n$", "\n"));
    Files.writeString(copy, Files.readString(copy) + "somebody's line\n");
    assertRefuses("the log does not go on from events.log of the backup");
  }

  /** Of the same length, and long before the last line, which alone tells nothing of it. */
  @Test
  void refusesToWriteAnEditOverWhatTheBackupHas() throws IOException {
    record(5);
    backup();
    for (int more : new int[] {1, 30}) {
      record(more);
      String active = more == 1 ? "events.log" : "events.log.1";
      String good = Files.readString(segment(active));
      Files.writeString(segment(active), good.replaceFirst("\"n\":1", "\"n\":7"));
      assertRefuses("the log does not go on from events.log of the backup");
      Files.writeString(segment(active), good);
    }
    backup();
    assertHolds(36);
  }

  @Test
  void putsBackWhatTheBackupLost() throws IOException {
    record(40);
    backup();
    Files.delete(target().resolve("events.log.2"));
    assertThat(verify().verdict()).isEqualTo(Verdict.FAILED);

    assertThat(backup().copied()).isEqualTo(1);
    assertHolds(40);
  }

  @Test
  void refusesAnotherLog() throws IOException {
    record(5);
    backup();
    try (FileStore another = FileStore.open(home.resolve("another"));
        LogMaintenance log =
            AuditLogBuilder.on(another, () -> RING).origin("other").openMaintenance()) {
      AuditLogBuilder.on(another, () -> RING).origin("other").open().close();
      assertThatThrownBy(() -> log.backup(BackupRequest.to(target())))
          .isInstanceOf(BackupRefusedException.class)
          .hasMessageStartingWith("it is a backup of the log t, and this is other;");
    }
    try (LogMaintenance log = AuditLogBuilder.on(store, () -> OTHER).openMaintenance()) {
      assertThatThrownBy(() -> log.backup(BackupRequest.to(target())))
          .hasMessage("the head of the log is not authentic: verify the log");
    }
    Files.writeString(target().resolve("chain.hash"), "nonsense");
    assertThatThrownBy(this::backup)
        .isExactlyInstanceOf(AuditException.class)
        .hasMessageContaining("is not authentic under the configured keys");
  }

  @Test
  void takesNoPlaceThatIsNotForBackups() throws IOException {
    record(5);
    Path link = Files.createSymbolicLink(home.resolve("link"), home.resolve("audit"));
    for (Path place :
        new Path[] {home.resolve("audit"), home.resolve("audit/inside"), link.resolve("inside")}) {
      assertThatThrownBy(() -> backup(store, BackupRequest.to(place)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(place + " is the log itself or inside of it; give a directory elsewhere");
    }
    assertThatThrownBy(() -> backup(store, BackupRequest.to(home)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(home + " holds audit, so it is no backup; give an empty or a new directory");
    assertThat(contents(home.resolve("audit")))
        .containsOnlyKeys(".lock", "chain.hash", "events.log");
  }

  @Test
  void makesNothingWhereThereIsNoLog() {
    assertThatThrownBy(this::backup)
        .isInstanceOf(AuditException.class)
        .hasMessageContaining("there is no log with a head at");
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void keepsWhatRetentionDeletedUntilItIsAskedNotTo() throws IOException {
    record(25);
    clock.advance(Duration.ofDays(50));
    record(12);
    backup();
    clock.advance(Duration.ofDays(50));
    record(1);
    try (LogMaintenance log = builder(store).openMaintenance()) {
      log.prune();
    }
    assertThat(segment("events.log.1")).doesNotExist();
    record(1);

    assertThat(backup().removed()).isZero();
    VerificationReport report = verify();
    assertThat(report.verdict()).isEqualTo(Verdict.OK);
    assertThat(target().resolve("events.log.1")).exists();
    BackupRequest pruning = new BackupRequest(target(), true, (bytes, total) -> {});
    assertThat(backup(store, pruning).removed()).isPositive();
    assertThat(target().resolve("events.log.1")).doesNotExist();
    assertThat(verify().verdict()).isEqualTo(Verdict.OK);
  }

  /** Records, and lets retention do its work, a day later. */
  private void aDayWithShortRetention() {
    clock.advance(Duration.ofDays(1));
    AuditLogBuilder builder =
        builder(store)
            .maxSizeBytes(1 << 20)
            .maxAge(Duration.ofDays(30))
            .retention(Duration.ofDays(7));
    try (AuditLog log = builder.verifyOnStart(VerifyOnStart.TAIL).open()) {
      log.recordAndWait(AuditEvent.builder("auth").userId("u").build());
    }
    try (LogMaintenance log = builder.openMaintenance()) {
      log.prune();
    }
  }

  /** The log's numbers begin again at 1 when its last sealed segment has gone. */
  private void daysUntilAnotherSegmentIsCalledOne() throws IOException {
    while (!Files.exists(segment("events.log.1"))) {
      aDayWithShortRetention();
    }
    String first = Files.readString(segment("events.log.1"));
    backup();
    while (!Files.exists(segment("events.log.1"))
        || Files.readString(segment("events.log.1")).equals(first)) {
      aDayWithShortRetention();
      backup();
    }
  }

  @Test
  void goesOnDailyWhenAllSealedSegmentsHadGoneAndTheirNumbersComeAgain() throws IOException {
    for (int day = 1; day <= 150; day++) {
      aDayWithShortRetention();
      assertThat(backup().removed()).isZero();
      assertThat(verify().verdict()).as("on day %s", day).isEqualTo(Verdict.OK);
      assertThat(segment("events.log.2")).doesNotExist();
    }
    assertHolds(backup().seq());
    assertThat(contents(target()).keySet())
        .containsExactlyInAnyOrder(
            ".backup.lock",
            "chain.hash",
            "events.log",
            "events.log.1",
            "events.log.2",
            "events.log.3",
            "events.log.4");
  }

  @Test
  void numbersOnAfterItsOwnAlsoFromManySegments() throws IOException {
    daysUntilAnotherSegmentIsCalledOne();
    int before = contents(target()).size();
    record(25);
    assertThat(segment("events.log.4")).exists();
    BackupResult grown = backup();
    assertThat(contents(target())).hasSizeGreaterThan(before + 2);
    assertHolds(grown.seq());
    assertThat(backup())
        .isEqualTo(new BackupResult(0, grown.copied() + grown.unchanged(), 0, 0, grown.seq()));

    Files.delete(target().resolve("events.log.3"));
    assertThat(verify().verdict()).isEqualTo(Verdict.FAILED);
    assertThat(backup().copied()).isEqualTo(1);
    assertHolds(grown.seq());
  }

  @Test
  void underOtherNumbersVerifiesWhereverItIsStoppedAndIsFinishedByTheNext() throws IOException {
    while (!Files.exists(segment("events.log.1"))) {
      aDayWithShortRetention();
    }
    backup();
    while (Files.exists(segment("events.log.1"))) {
      aDayWithShortRetention();
    }
    backup();
    record(30);
    assertThat(segment("events.log.3")).exists();
    int stops = 0;
    for (int reads = 0; ; reads++) {
      try {
        backup(new WatchedStore(store).stopAfter(reads), BackupRequest.to(target()));
        break;
      } catch (StoreException e) {
        assertThat(e).hasMessage("stopped");
        assertThat(verify().verdict()).as("stopped after %s reads", reads).isEqualTo(Verdict.OK);
        stops++;
      }
    }
    assertThat(stops).isGreaterThan(10);
    assertHolds(backup().seq());
    assertThat(target().resolve("events.log.4")).exists();
  }

  @Test
  void underOtherNumbersRefusesAsEver() throws IOException {
    daysUntilAnotherSegmentIsCalledOne();
    Map<String, String> old = contents(home.resolve("audit"));
    record(25);
    backup();
    String first = Files.readString(segment("events.log.1"));
    String second = Files.readString(segment("events.log.2"));
    Files.writeString(segment("events.log.2"), second.replaceFirst("\"n\":", "\"n\":1"));
    assertRefuses("events.log.3 of the backup is not events.log.2 of the log");

    Files.delete(segment("events.log.2"));
    assertRefuses("the backup has a segment that the log has not, events.log.3");

    Files.writeString(segment("events.log.2"), second);
    Files.writeString(segment("events.log.1"), first.replaceFirst("\"u\"", "\"ann\""));
    assertRefuses("events.log.2 of the backup is not events.log.1 of the log");

    Files.writeString(segment("events.log.1"), first);
    assertThat(backup().copied()).isZero();
    for (String name : contents(home.resolve("audit")).keySet()) {
      Files.delete(segment(name));
    }
    for (String name : old.keySet()) {
      Files.writeString(segment(name), old.get(name));
    }
    assertRefuses("the log ends at seq ");
    record(60);
    assertRefuses("the log does not hold record ");
  }

  /** Whose first line was edited: it cannot be found, and is not taken for a later one. */
  @Test
  void refusesAnEditOfTheOnlySealedSegmentThatStayed() throws IOException {
    while (!Files.exists(segment("events.log.1"))) {
      aDayWithShortRetention();
    }
    backup();
    String good = Files.readString(segment("events.log.1"));
    Files.writeString(segment("events.log.1"), good.replaceFirst("\"u\"", "\"v\""));
    assertRefuses("the log does not go on from events.log of the backup");
  }

  @Test
  void deletesUnderOtherNumbersWhatRetentionDeletedWhenAsked() throws IOException {
    daysUntilAnotherSegmentIsCalledOne();
    assertThat(target().resolve("events.log.1")).exists();
    BackupRequest pruning = new BackupRequest(target(), true, (bytes, total) -> {});
    assertThat(backup(store, pruning).removed()).isEqualTo(1);
    assertThat(contents(target()).keySet())
        .containsExactlyInAnyOrder(".backup.lock", "chain.hash", "events.log", "events.log.2");
    assertThat(verify().verdict()).isEqualTo(Verdict.OK);

    for (int day = 1; day <= 60; day++) {
      aDayWithShortRetention();
      backup(store, pruning);
      assertThat(verify().verdict()).as("on day %s", day).isEqualTo(Verdict.OK);
    }
    assertThat(target().resolve("events.log.2")).doesNotExist();
  }

  @Test
  void deletesNothingForALogThatDoesNotVerify() throws IOException {
    record(25);
    backup();
    Files.delete(segment("events.log.1"));
    BackupRequest pruning = new BackupRequest(target(), true, (bytes, total) -> {});

    assertThatThrownBy(() -> backup(store, pruning))
        .isInstanceOf(BackupRefusedException.class)
        .hasMessageStartingWith("the log does not verify, so nothing is deleted from the backup");
    assertHolds(25);
  }

  @Test
  void leavesTheBackupOfALogThatWasSetAsideAsItIs() throws IOException {
    record(25);
    backup();
    try (LogMaintenance log = builder(store).openMaintenance()) {
      log.setAside("ann", "a test");
    }
    record(2);
    Map<String, String> before = contents(target());

    assertThatThrownBy(this::backup)
        .isExactlyInstanceOf(AuditException.class)
        .hasMessageEndingWith("begin a new backup in another directory");
    assertThat(contents(target())).isEqualTo(before);
    backup(store, BackupRequest.to(home.resolve("new")));
    assertThat(verify(home.resolve("new")).verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void worksFromAnyStoreThatHasSegments() {
    AuditStore memory = InMemoryStore.open(new MemoryDisk());
    record(memory, 25);

    assertThat(backup(memory, BackupRequest.to(target())).seq()).isEqualTo(25);
    assertHolds(25);
  }
}
