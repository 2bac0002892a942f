package io.offgrid.audit.store.file;

import static io.offgrid.audit.testkit.StoreContents.append;
import static io.offgrid.audit.testkit.StoreContents.bytes;
import static io.offgrid.audit.testkit.StoreContents.head;
import static io.offgrid.audit.testkit.StoreContents.names;
import static io.offgrid.audit.testkit.StoreContents.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentGoneException;
import io.offgrid.audit.spi.StoreException;
import io.offgrid.audit.spi.StoreSession;
import io.offgrid.audit.spi.StoreSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the disk, and what a store makes of what others put there. */
class LogFilesTest {
  private static final byte[] HEAD = "{\"seq\":0}\n".getBytes(UTF_8);

  @TempDir Path temporary;
  private Path log = Path.of("");
  private FileStore store = FileStore.open(log);

  @BeforeEach
  void open() {
    log = temporary.resolve("new/home/audit");
    store = FileStore.open(log);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void record(String text) {
    try (StoreSession session = store.exclusive()) {
      if (!session.exists()) {
        session.create(HEAD);
      }
      append(session, text);
      session.force();
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private Path sealed(int number) {
    return log.resolve("events.log." + number);
  }

  @Test
  void openingAndReadingMakeNothing() {
    assertThat(store.snapshot().segments()).isEmpty();
    assertThat(store.readHead()).isEmpty();
    assertThat(store.check()).isEmpty();
    assertThat(store.location()).isEqualTo(log.toString());

    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void allThatIsMadeIsForTheOwnerAlone() throws IOException {
    record("one\n");
    try (StoreSession session = store.exclusive()) {
      session.seal();
      append(session, "torn");
      session.keepTorn(0, 2);
    }
    for (Path made : List.of(log, temporary.resolve("new/home"), temporary.resolve("new"))) {
      assertThat(mode(made)).isEqualTo("rwx------");
    }
    for (String name :
        List.of("events.log", "events.log.1", "events.log.torn-2-1", "chain.hash", ".lock")) {
      assertThat(mode(log.resolve(name))).as(name).isEqualTo("rw-------");
    }
    try (var files = Files.list(log)) {
      assertThat(files).hasSize(5);
    }
  }

  @Test
  void aDirectoryThatIsAFileIsSaidPlainly() throws IOException {
    Files.createDirectories(log.getParent());
    Files.writeString(log, "not a directory");
    String why = ": " + log + " is not a directory. Move it away, or set another directory.";

    assertThatThrownBy(store::snapshot)
        .isInstanceOf(StoreException.class)
        .hasMessage("Cannot read " + log + why);
    assertThatThrownBy(store::exclusive)
        .isInstanceOf(StoreException.class)
        .hasMessage("Cannot lock " + log + why);
    assertThatThrownBy(store::readHead).hasMessage("Cannot read " + log + why);
    assertThat(store.check()).contains("Cannot look at " + log + why);
  }

  @Test
  void aLockThatIsALinkOrADirectoryIsMovedAsideAndDoesNotStopTheLog() throws IOException {
    record("one\n");
    store.close();
    Path elsewhere = Files.createFile(temporary.resolve("elsewhere"));
    Files.delete(log.resolve(".lock"));
    Files.createSymbolicLink(log.resolve(".lock"), elsewhere);
    store = FileStore.open(log);
    appendForced("two\n");
    store.close();
    Files.delete(log.resolve(".lock"));
    Files.createDirectory(log.resolve(".lock"));
    store = FileStore.open(log);
    appendForced("three\n");

    assertThat(read(store)).isEqualTo("one\ntwo\nthree\n");
    assertThat(log.resolve(".lock")).isRegularFile();
    assertThat(log.resolve(".lock.odd-1")).isSymbolicLink();
    assertThat(log.resolve(".lock.odd-2")).isDirectory();
    assertThat(store.check()).isEmpty();
  }

  private void appendForced(String text) {
    try (StoreSession session = store.exclusive()) {
      append(session, text);
      session.force();
    }
  }

  @Test
  void aSealedSegmentThatIsALinkIsListedButNotFollowed() throws IOException {
    record("one\n");
    Path elsewhere = Files.writeString(temporary.resolve("elsewhere"), "forged\n");
    Files.createSymbolicLink(sealed(7), elsewhere);

    try (StoreSnapshot snapshot = store.snapshot()) {
      assertThat(names(snapshot.segments())).containsExactly("events.log.7", "events.log");
      assertThat(snapshot.segments()).extracting(Segment::regular).containsExactly(false, true);
      assertThatThrownBy(() -> snapshot.open(snapshot.segments().get(0)))
          .isInstanceOf(StoreException.class)
          .hasMessage(
              "Cannot read %s: it is not a regular file, and links are not followed. Move it away.",
              sealed(7));
    }
  }

  @Test
  void anActiveSegmentThatIsALinkIsNeitherReadNorWritten() throws IOException {
    record("one\n");
    Path elsewhere = Files.move(log.resolve("events.log"), temporary.resolve("elsewhere"));
    Files.createSymbolicLink(log.resolve("events.log"), elsewhere);

    try (StoreSnapshot snapshot = store.snapshot()) {
      assertThat(snapshot.segments()).extracting(Segment::regular).containsExactly(false);
      assertThatThrownBy(() -> snapshot.open(snapshot.segments().get(0)))
          .hasMessageContaining("links are not followed");
    }
    try (StoreSession session = store.exclusive()) {
      assertThatThrownBy(() -> session.write(4, bytes("two\n")))
          .hasMessageContaining("links are not followed");
      assertThatThrownBy(session::force).hasMessageContaining("links are not followed");
    }
    assertThat(elsewhere).hasContent("one\n");
  }

  @Test
  void aDirectoryInPlaceOfTheActiveSegmentIsSealedAwayAndRecordingGoesOn() throws IOException {
    record("one\n");
    Files.delete(log.resolve("events.log"));
    Files.createDirectory(log.resolve("events.log"));

    try (StoreSession session = store.exclusive()) {
      assertThat(session.segments()).extracting(Segment::regular).containsExactly(false);
      assertThat(session.activeIdentity()).isNotEmpty();
      assertThat(session.activeSize()).isZero();
      assertThatThrownBy(() -> session.write(0, bytes("two\n")))
          .hasMessageContaining("it is not a regular file");

      session.seal();
      append(session, "two\n");

      assertThat(session.segments()).extracting(Segment::regular).containsExactly(false, true);
    }
    assertThat(sealed(1)).isDirectory();
    assertThat(log.resolve("events.log")).hasContent("two\n");
  }

  @Test
  void aHeadThatIsALinkIsNotReadAndIsMovedAsideByTheNextOne() throws IOException {
    record("one\n");
    Path elsewhere = Files.move(log.resolve("chain.hash"), temporary.resolve("elsewhere"));
    Files.createSymbolicLink(log.resolve("chain.hash"), elsewhere);

    try (StoreSnapshot snapshot = store.snapshot()) {
      assertThat(snapshot.head()).isEmpty();
      assertThat(snapshot.headRegular()).isFalse();
    }
    assertThat(store.readHead()).isEmpty();
    try (StoreSession session = store.exclusive()) {
      session.forceHead();
      session.writeHead("{\"seq\":1}\n".getBytes(UTF_8));
      session.forceHead();
    }
    assertThat(head(store)).isEqualTo("{\"seq\":1}\n");
    assertThat(log.resolve("chain.hash.odd-1")).isSymbolicLink();
    assertThat(elsewhere).hasContent("{\"seq\":0}\n");
    assertThat(mode(log.resolve("chain.hash"))).isEqualTo("rw-------");
  }

  @Test
  void ofAHugeHeadOnlyTheBeginningIsRead() throws IOException {
    record("one\n");
    Files.write(log.resolve("chain.hash"), new byte[1_000_000]);

    assertThat(store.readHead().orElseThrow()).hasSize(4096);
  }

  @Test
  void onlyNamesOfSegmentsAreSegments() throws IOException {
    record("one\n");
    for (String other :
        List.of(
            "events.log.0",
            "events.log.01",
            "events.log.1000000000",
            "events.log.-1",
            "events.log.1.gz",
            "events.log.",
            "events.log.torn-1-1",
            "events.log2",
            "notes")) {
      Files.writeString(log.resolve(other), "other\n");
    }
    assertThat(names(store.snapshot().segments())).containsExactly("events.log");
  }

  @Test
  void anEmptyFileOfAHugeNumberNeitherUsesUpTheNumbersNorIsReplaced() throws IOException {
    record("one\n");
    Files.createFile(sealed(999_999_999));
    Files.createFile(sealed(1));
    Files.createSymbolicLink(sealed(2), temporary);
    Files.createSymbolicLink(sealed(50), temporary);

    try (StoreSession session = store.exclusive()) {
      session.seal();
      append(session, "two\n");
      session.seal();

      assertThat(names(session.segments()))
          .containsExactly(
              "events.log.1",
              "events.log.2",
              "events.log.3",
              "events.log.4",
              "events.log.50",
              "events.log.999999999",
              "events.log");
    }
    assertThat(sealed(1)).isEmptyFile();
    assertThat(sealed(2)).isSymbolicLink();
    assertThat(sealed(3)).hasContent("one\n");
    assertThat(sealed(4)).hasContent("two\n");
    assertThat(sealed(999_999_999)).isEmptyFile();
  }

  @Test
  void whenNoNumberIsLeftSealingFailsAndAppendingGoesOn() throws IOException {
    record("one\n");
    Files.writeString(sealed(999_999_999), "planted\n");

    try (StoreSession session = store.exclusive()) {
      assertThatThrownBy(session::seal)
          .isInstanceOf(StoreException.class)
          .hasMessage(
              "Cannot seal %s/events.log: no number is left after events.log.999999999. Look at"
                  + " that file: it did not come about by rotation. Set the log aside to go on.",
              log);
      append(session, "two\n");
    }
    assertThat(log.resolve("events.log")).hasContent("one\ntwo\n");
  }

  @Test
  void aCrashAfterTheRenameIsFinishedByANewActiveSegment() throws IOException {
    record("one\n");
    Files.move(log.resolve("events.log"), sealed(1));

    try (StoreSession session = store.exclusive()) {
      assertThat(session.exists()).isTrue();
      assertThat(names(session.segments())).containsExactly("events.log.1");
      assertThat(session.activeIdentity()).isEmpty();
      assertThat(session.activeSize()).isZero();
      assertThatThrownBy(() -> session.write(0, bytes("two\n")))
          .hasMessage(
              "Cannot write %s/events.log: it is not there. Was it deleted or moved? `offgrid audit"
                  + " verify` tells what is left.",
              log);
      session.createActive();
      append(session, "two\n");
    }
    assertThat(read(store)).isEqualTo("one\ntwo\n");
  }

  @Test
  void aCrashAfterTheHeadIsFinishedByCreatingAgain() throws IOException {
    Files.createDirectories(log);
    Files.writeString(log.resolve("chain.hash"), "{\"seq\":0,\"half-writ");

    try (StoreSession session = store.exclusive()) {
      assertThat(session.exists()).isTrue();
      assertThat(session.segments()).isEmpty();
      session.create(HEAD);
    }
    assertThat(log.resolve("chain.hash")).hasContent("{\"seq\":0}\n");
    assertThat(log.resolve("events.log")).isEmptyFile();
  }

  @Test
  void anActiveSegmentThatWasReplacedIsNoticedByTheNextSession() throws IOException {
    record("one\n");
    String before;
    try (StoreSession session = store.exclusive()) {
      before = session.activeIdentity();
    }
    Files.delete(log.resolve("events.log"));
    Files.writeString(log.resolve("events.log"), "forged\n");

    try (StoreSession session = store.exclusive()) {
      assertThat(session.activeIdentity()).isNotEqualTo(before);
      assertThat(session.activeSize()).isEqualTo(7);
    }
  }

  @Test
  void aLockThatWasDeletedIsMadeAnew() throws IOException {
    record("one\n");
    Files.delete(log.resolve(".lock"));

    record("two\n");

    assertThat(log.resolve(".lock")).exists();
    assertThat(read(store)).isEqualTo("one\ntwo\n");
  }

  @Test
  void aLogThatWasDeletedWhileOpenCanBeMadeAgain() throws IOException {
    record("one\n");
    for (String name : List.of("events.log", "chain.hash", ".lock")) {
      Files.delete(log.resolve(name));
    }
    Files.delete(log);

    record("again\n");

    assertThat(read(store)).isEqualTo("again\n");
    assertThat(head(store)).isEqualTo("{\"seq\":0}\n");
  }

  @Test
  void aSnapshotReadsItsActiveSegmentAfterItWasDeletedButNoSealedOne() throws IOException {
    record("one\n");
    try (StoreSession session = store.exclusive()) {
      session.seal();
      append(session, "two\n");
    }
    try (StoreSnapshot snapshot = store.snapshot()) {
      Files.delete(log.resolve("events.log"));
      Files.move(sealed(1), sealed(2));
      Files.writeString(sealed(1), "one\n");

      assertThat(read(snapshot, snapshot.segments().get(1))).isEqualTo("two\n");
      assertThatThrownBy(() -> snapshot.open(snapshot.segments().get(0)))
          .isInstanceOf(SegmentGoneException.class)
          .hasMessage(
              "Cannot read %s: it was moved or deleted since it was listed. List again.",
              sealed(1));
    }
  }

  @Test
  void aSnapshotOfManySegmentsHoldsOneFileOpenAndSessionsLeaveNoneBehind() {
    FaultyDisk disk = new FaultyDisk();
    try (FileStore counted = new FileStore(log, disk)) {
      for (int i = 0; i < 50; i++) {
        try (StoreSession session = counted.exclusive()) {
          session.create(HEAD);
          append(session, i + "\n");
          session.seal();
        }
      }
      int betweenSessions = disk.openFiles();
      assertThat(betweenSessions).isLessThanOrEqualTo(3);
      try (StoreSnapshot snapshot = counted.snapshot()) {
        assertThat(snapshot.segments()).hasSize(51);
        assertThat(read(snapshot, snapshot.segments().get(9))).isEqualTo("9\n");
        assertThat(disk.openFiles()).isEqualTo(betweenSessions + 1);
      }
      assertThat(disk.openFiles()).isEqualTo(betweenSessions);
    }
    assertThat(disk.openFiles()).isZero();
  }

  @Test
  void aBatchTakesNoListingAndOpensNoFile() {
    FaultyDisk disk = new FaultyDisk();
    try (FileStore counted = new FileStore(log, disk)) {
      try (StoreSession session = counted.exclusive()) {
        session.create(HEAD);
        append(session, "one\n");
      }
      disk.failAll(call -> call.matches("(open|create|list|mkdir|close) .*"), "not on this path");
      try (StoreSession session = counted.exclusive()) {
        assertThat(session.exists()).isTrue();
        assertThat(session.activeIdentity()).isNotEmpty();
        append(session, "two\n");
        session.force();
        session.writeHead("{\"seq\":2}\n".getBytes(UTF_8));
      }
      assertThat(disk.failed()).isEmpty();
      disk.heal();
      assertThat(read(counted)).isEqualTo("one\ntwo\n");
    }
  }
}
