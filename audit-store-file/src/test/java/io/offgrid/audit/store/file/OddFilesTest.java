package io.offgrid.audit.store.file;

import static io.offgrid.audit.testkit.StoreContents.append;
import static io.offgrid.audit.testkit.StoreContents.names;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.spi.Aside;
import io.offgrid.audit.spi.SinkState;
import io.offgrid.audit.spi.StoreException;
import io.offgrid.audit.spi.StoreSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others put in the way of the store's files, or close to it. */
class OddFilesTest {
  private static final byte[] HEAD = "{\"seq\":9}\n".getBytes(UTF_8);
  private static final byte[] LONGER_HEAD = "{\"seq\":10}\n".getBytes(UTF_8);
  private static final String NO_DIRECTORY = "it is not a directory, and links are not followed";

  @TempDir Path audit;
  private final FaultyDisk disk = new FaultyDisk();
  private FileStore store = new FileStore(Path.of(""), disk);

  @BeforeEach
  void create() {
    store = new FileStore(audit, disk);
    try (StoreSession session = store.exclusive()) {
      session.create(HEAD);
      append(session, "one\n");
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whatStandsWhereADraftOfTheHeadIsWrittenIsMovedAside() throws IOException {
    Files.createDirectories(audit.resolve("chain.hash.draft/full"));
    try (StoreSession session = store.exclusive()) {
      session.writeHead(LONGER_HEAD);
      Files.createSymbolicLink(audit.resolve("chain.hash.draft"), Path.of("nothing"));
      session.writeHead(HEAD);
      assertThat(session.readHead()).hasValue(HEAD);
    }
    assertThat(audit.resolve("chain.hash.draft")).doesNotExist();
    assertThat(audit.resolve("chain.hash.draft.odd-1/full")).isDirectory();
    assertThat(audit.resolve("chain.hash.draft.odd-2")).isSymbolicLink();
    assertThat(audit.resolve("nothing")).doesNotExist();
  }

  @Test
  void ofPlacesThatCannotBeLookedIntoItSaysWhy() throws IOException {
    Files.createSymbolicLink(audit.resolve("set-aside-1-1"), Path.of("set-aside-1-1"));
    Files.createSymbolicLink(audit.resolve("set-aside-1-2"), Path.of("nothing"));
    Files.writeString(audit.resolve("set-aside-1-3"), "no directory");
    Files.createDirectory(audit.resolve("set-aside-1-4"));
    Files.createSymbolicLink(audit.resolve("set-aside-1-5"), Path.of("set-aside-1-4"));
    Files.createDirectory(audit.resolve("set-aside-1-6"));
    disk.failAll(call -> call.endsWith("set-aside-1-6/next.log"), "Permission denied");

    try (StoreSession session = store.exclusive()) {
      assertThat(session.asides())
          .extracting(Aside::trouble)
          .containsExactly(
              NO_DIRECTORY, NO_DIRECTORY, NO_DIRECTORY, null, NO_DIRECTORY, "permission denied");
      disk.failAll(call -> call.endsWith("set-aside-1-6/next.log"), "Input/output error");
      assertThatThrownBy(session::asides)
          .as("may be readable the next time")
          .isInstanceOf(StoreException.class);
    }
  }

  @Test
  void aDirectoryThatCannotBeMovedWithTheLogLosesItsName() throws IOException {
    Files.createDirectories(audit.resolve("events.log.7/full"));
    AtomicBoolean refused = new AtomicBoolean();
    disk.failAll(
        call -> call.matches("rename .*events.log.7") && refused.compareAndSet(false, true),
        "Permission denied");
    try (StoreSession session = store.exclusive()) {
      String name = session.prepareAside("set-aside-1-1", at -> "next\n".getBytes(UTF_8));
      session.finishAside(name);

      assertThat(names(session.segments())).containsExactly("events.log");
    }
    assertThat(refused).isTrue();
    assertThat(audit.resolve("events.log.7.odd-1/full")).isDirectory();
    assertThat(audit.resolve("set-aside-1-1/events.log")).hasContent("one\n");
    assertThat(audit.resolve("events.log")).hasContent("next\n");
  }

  @Test
  void aSegmentThatCannotBeMovedWithTheLogStopsThat() {
    disk.failAll(call -> call.matches("rename .*/events.log"), "Permission denied");
    try (StoreSession session = store.exclusive()) {
      String name = session.prepareAside("set-aside-1-1", at -> "next\n".getBytes(UTF_8));
      assertThatThrownBy(() -> session.finishAside(name)).hasMessageContaining("permission denied");
    }
    assertThat(audit.resolve("events.log")).hasContent("one\n");
  }

  @Test
  void noSegmentIsMadeOfWhatIsNoFile() throws IOException {
    Files.delete(audit.resolve("events.log"));
    Files.createDirectory(audit.resolve("events.log"));
    try (StoreSession session = store.exclusive()) {
      assertThatThrownBy(session::createActive)
          .isInstanceOf(StoreException.class)
          .hasMessage(
              "Cannot create %s/events.log: it is not a regular file, and links are not followed."
                  + " Move it away.",
              audit);
    }
  }

  @Test
  void whatIsNoFileIsMovedOutOfTheWayAlsoWhereNoNumberIsLeft() throws IOException {
    Files.writeString(audit.resolve("events.log.999999999"), "planted\n");
    Files.delete(audit.resolve("events.log"));
    Files.createDirectory(audit.resolve("events.log"));
    try (StoreSession session = store.exclusive()) {
      session.seal();
      append(session, "two\n");
    }
    assertThat(audit.resolve("events.log")).hasContent("two\n");
    assertThat(audit.resolve("events.log.odd-1")).isDirectory();
  }

  @Test
  void whatIsNoDraftOfACursorKeepsNobodyFromTheSink() throws IOException {
    Path odd = Files.createDirectories(audit.resolve("sinks/siem.1.tmp/full"));
    Path draft = Files.writeString(audit.resolve("sinks/siem.2.tmp"), "what a crash left");
    SinkState sink = store.sink("siem");

    sink.claim().orElseThrow().close();
    sink.claim().orElseThrow().close();
    assertThat(odd).isDirectory();
    assertThat(draft).doesNotExist();
  }

  @Test
  void aClaimThatFailedCanBeTakenAgain() {
    SinkState sink = store.sink("siem");
    disk.failAll(call -> call.matches("list .*sinks"), "Input/output error");
    assertThatThrownBy(sink::claim).isInstanceOf(StoreException.class);
    disk.heal();
    sink.claim().orElseThrow().close();
  }
}
