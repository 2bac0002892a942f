package io.offgrid.audit.store.file;

import static io.offgrid.audit.testkit.StoreContents.append;
import static io.offgrid.audit.testkit.StoreContents.bytes;
import static io.offgrid.audit.testkit.StoreContents.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.StoreException;
import io.offgrid.audit.spi.StoreSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refuses every call to the file system in turn, and goes on as the log's writer would. */
class DiskFaultTest {
  private static final int RECORDS = 6;
  private static final String ALL = "record 1\nrecord 2\nrecord 3\nrecord 4\nrecord 5\nrecord 6\n";

  /** Where no error need come of it: the lock is tried in another way, or freed by closing. */
  private static final List<String> FORGIVEN = List.of("lock", "unlock", "close");

  @TempDir Path temporary;

  /** Writes records one by one, each until it is durable. */
  private static final class Writer {
    private final FileStore store;
    private final Path directory;
    private int recorded;
    private String activeIdentity = "";
    private long forced;
    private boolean sealed;
    private boolean kept;
    private boolean headWritten;
    private int errors;

    Writer(Path directory, Disk disk) {
      this.directory = directory;
      this.store = new FileStore(directory, disk);
    }

    void recordAll() {
      while (recorded < RECORDS || !headWritten) {
        try (StoreSession session = store.exclusive()) {
          recordOne(session);
        } catch (StoreException e) {
          explained(e);
        }
      }
    }

    String readAll() {
      while (true) {
        try {
          return read(store);
        } catch (StoreException e) {
          explained(e);
        }
      }
    }

    private void explained(StoreException e) {
      errors++;
      assertThat(e).hasMessageStartingWith("Cannot ").hasMessageContaining(directory.toString());
      assertThat(e).hasMessageMatching("(?s).*: the disk (is full: free space on|reports) .*");
      assertThat(e).hasCauseInstanceOf(IOException.class);
    }

    private void recordOne(StoreSession session) {
      begin(session);
      if (recorded == 3 && !sealed) {
        session.seal();
        sealed = true;
        begin(session);
      }
      if (recorded == 4 && !kept) {
        append(session, "torn end");
        session.keepTorn(forced, 5);
        kept = true;
        session.cutBack(forced);
      }
      if (recorded < RECORDS) {
        appendOne(session);
      }
      headWritten = false;
      session.writeHead(("{\"seq\":" + recorded + "}\n").getBytes(UTF_8));
      headWritten = true;
    }

    private void appendOne(StoreSession session) {
      String record = "record " + (recorded + 1) + "\n";
      try {
        session.write(forced, bytes(record));
        session.force();
      } catch (StoreException e) {
        session.cutBack(forced);
        assertThat(session.activeSize()).isEqualTo(forced);
        throw e;
      }
      recorded++;
      forced += record.length();
    }

    private void begin(StoreSession session) {
      List<Segment> segments = session.segments();
      if (segments.isEmpty()) {
        session.create("{\"seq\":0}\n".getBytes(UTF_8));
      } else if (segments.get(segments.size() - 1).sealed()) {
        session.createActive();
      }
      if (!session.activeIdentity().equals(activeIdentity)) {
        sealed = !activeIdentity.isEmpty();
        activeIdentity = session.activeIdentity();
        forced = 0;
      }
      session.cutBack(forced);
    }
  }

  @Test
  void afterAnyCallFailsOnceTheLogGoesOnWithoutLossOrRemains() throws IOException {
    Set<String> refused = new TreeSet<>();
    boolean reachedTheEnd = false;
    for (int call = 1; !reachedTheEnd; call++) {
      Path directory = temporary.resolve("log" + call);
      FaultyDisk disk = new FaultyDisk();
      disk.writeAtMost(5);
      disk.failCall(call);
      Writer writer = new Writer(directory, disk);

      writer.recordAll();
      String all = writer.readAll();

      disk.failed().ifPresent(failed -> refused.add(withoutPath(failed)));
      reachedTheEnd = disk.failed().isEmpty();
      String failed = disk.failed().orElse("nothing");
      if (!FORGIVEN.contains(withoutPath(failed)) && !reachedTheEnd) {
        assertThat(writer.errors).as("call %d: %s", call, failed).isEqualTo(1);
      }
      assertThat(all).as("call %d: %s", call, failed).isEqualTo(ALL);
      assertNothingHalfWritten(directory);
      writer.store.close();
      assertThat(disk.openFiles()).as("call %d: %s", call, failed).isZero();
    }
    assertThat(refused)
        .containsExactlyInAnyOrder(
            "close",
            "create",
            "force",
            "info",
            "list",
            "lock",
            "mkdir",
            "open",
            "rename",
            "size",
            "truncate",
            "unlock",
            "write",
            "read");
  }

  private static String withoutPath(String call) {
    return call.split(" ", 2)[0];
  }

  private static void assertNothingHalfWritten(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName());
        switch (name) {
          case "events.log" -> assertThat(file).hasContent("record 4\nrecord 5\nrecord 6\n");
          case "events.log.1" -> assertThat(file).hasContent("record 1\nrecord 2\nrecord 3\n");
          case "chain.hash" -> assertThat(file).hasContent("{\"seq\":6}\n");
          case ".lock" -> assertThat(file).isEmptyFile();
          default -> assertThat(file).hasContent("torn end");
        }
      }
    }
  }

  @Test
  void aFullDiskIsNamedAndRecordingGoesOnOnceThereIsSpace() {
    Path directory = temporary.resolve("audit");
    FaultyDisk disk = new FaultyDisk();
    try (FileStore store = new FileStore(directory, disk)) {
      try (StoreSession session = store.exclusive()) {
        session.create("{}\n".getBytes(UTF_8));
        append(session, "one\n");
        session.force();
        disk.failAll(call -> call.startsWith("write"), "No space left on device");
        assertThatThrownBy(() -> session.write(4, bytes("two\n")))
            .isInstanceOf(StoreException.class)
            .hasMessage(
                "Cannot write %s/events.log: the disk is full: free space on %s.",
                directory, directory);
        disk.failAll(call -> call.startsWith("truncate"), "Input/output error");
        assertThatThrownBy(() -> session.cutBack(4))
            .hasMessage(
                "Cannot cut back %s/events.log: the disk reports an I/O error. Check the device and"
                    + " the kernel's log (dmesg).",
                directory);
      }
      disk.heal();
      try (StoreSession session = store.exclusive()) {
        assertThat(session.activeSize()).isEqualTo(6);
        session.cutBack(4);
        session.write(4, bytes("2\n"));
      }
      assertThat(read(store)).isEqualTo("one\n2\n");
    }
  }

  @Test
  void aHeadOfAnotherLengthIsForcedAtOnce() {
    FaultyDisk disk = new FaultyDisk();
    try (FileStore store = new FileStore(temporary.resolve("audit"), disk);
        StoreSession session = store.exclusive()) {
      session.create("{9}\n".getBytes(UTF_8));
      disk.failAll(call -> call.startsWith("force") && call.endsWith("chain.hash"), "");
      session.writeHead("{8}\n".getBytes(UTF_8));
      assertThatThrownBy(() -> session.writeHead("{10}\n".getBytes(UTF_8)))
          .isInstanceOf(StoreException.class);
      assertThatThrownBy(() -> session.writeHead("{9}\n".getBytes(UTF_8)))
          .isInstanceOf(StoreException.class);
    }
  }

  @Test
  void aFullDiskShowsInTheCheckBeforeAnythingIsWritten() {
    FaultyDisk disk = new FaultyDisk();
    disk.failAll(call -> call.startsWith("usable"), "");
    try (FileStore store = new FileStore(temporary.resolve("audit"), disk)) {
      assertThat(store.check())
          .contains(
              "Cannot append to %s/audit: the disk is full: free space on %s."
                  .formatted(temporary, temporary));
    }
  }

  @Test
  void tellsTheRoomOnTheFileSystemOfTheLogAndNothingWhereThatFails() throws IOException {
    FaultyDisk disk = new FaultyDisk();
    try (FileStore store = new FileStore(temporary.resolve("home/audit"), disk)) {
      long total = Files.getFileStore(temporary).getTotalSpace();
      assertThat(store.usableBytes().orElseThrow()).isBetween(1L, total);
      disk.failAll(call -> call.startsWith("usable"), "");
      assertThat(store.usableBytes()).hasValue(0);
      disk.failAll(call -> call.startsWith("info"), "");
      assertThat(store.usableBytes()).isEmpty();
    }
  }

  @Test
  void aTornEndThatCannotBeCopiedLeavesNoFile() {
    Path directory = temporary.resolve("audit");
    FaultyDisk disk = new FaultyDisk();
    try (FileStore store = new FileStore(directory, disk);
        StoreSession session = store.exclusive()) {
      session.create("{}\n".getBytes(UTF_8));
      append(session, "a long torn end\n");
      disk.failAll(call -> call.startsWith("write"), "No space left on device");

      assertThatThrownBy(() -> session.keepTorn(0, 1)).hasMessageContaining("the disk is full");

      assertThat(directory.resolve("events.log.torn-1-1")).doesNotExist();
      disk.heal();
      assertThat(session.keepTorn(0, 1)).isEqualTo("events.log.torn-1-1");
      assertThat(directory.resolve("events.log.torn-1-1")).hasContent("a long torn end\n");
    }
  }

  @Test
  void aLogThatNeverHoldsStillIsAnErrorAfterTenLooks() {
    Path directory = temporary.resolve("audit");
    FaultyDisk disk = new FaultyDisk();
    try (FileStore rotating = FileStore.open(directory);
        FileStore store = new FileStore(directory, disk)) {
      try (StoreSession session = rotating.exclusive()) {
        session.create("{}\n".getBytes(UTF_8));
      }
      disk.beforeList(() -> appendAndSeal(rotating));

      assertThatThrownBy(store::snapshot)
          .isInstanceOf(StoreException.class)
          .hasMessage(
              "Cannot read %s: its segments changed 10 times while they were listed. Try again"
                  + " later, or raise max_size_mb.",
              directory);
      disk.beforeList(() -> {});
      assertThat(read(store)).isEqualTo("line\n".repeat(20));
      store.close();
      assertThat(disk.openFiles()).isZero();
    }
  }

  private static void appendAndSeal(FileStore store) {
    try (StoreSession session = store.exclusive()) {
      append(session, "line\n");
      session.seal();
    }
  }
}
