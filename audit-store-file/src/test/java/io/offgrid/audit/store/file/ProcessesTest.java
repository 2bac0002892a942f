package io.offgrid.audit.store.file;

import static io.offgrid.audit.testkit.StoreContents.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.spi.SinkState;
import io.offgrid.audit.spi.StoreException;
import io.offgrid.audit.spi.StoreSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The right to append between processes. */
@Timeout(value = 3, unit = TimeUnit.MINUTES) // Against hanging for ever only.
class ProcessesTest {
  private static final int ROUNDS = 1000;

  @TempDir Path temporary;

  private Path log(String name) {
    Path directory = temporary.resolve(name);
    try (FileStore store = FileStore.open(directory);
        StoreSession session = store.exclusive()) {
      session.create("{}\n".getBytes(UTF_8));
    }
    return directory;
  }

  private static void assertWhole(List<String> lines, String name) {
    assertThat(lines.stream().filter(line -> line.startsWith(name + " ")))
        .containsExactlyElementsOf(
            IntStream.range(0, ROUNDS).mapToObj(i -> name + " " + i).toList());
  }

  @Test
  void twoProcessesTakeTurns() throws Exception {
    Path log = log("log");
    try (OtherProcess other = new OtherProcess("other", "" + ROUNDS, log.toString())) {
      assertThat(other.says()).isEqualTo("ready");
      other.goOn();
      Contender.contend(log, "self", ROUNDS);
      assertThat(other.says()).isEqualTo("done");
    }
    List<String> lines = Files.readAllLines(log.resolve("events.log"));
    assertThat(lines).hasSize(2 * ROUNDS);
    assertWhole(lines, "self");
    assertWhole(lines, "other");
    // Mostly one batch each: nearly all are on an idle machine, three quarters on a busy one, and
    // without the door about half.
    List<Integer> turns = turns(lines);
    assertThat(turns).hasSizeGreaterThan(100);
    assertThat(turns.stream().filter(turn -> turn == 1).count())
        .isGreaterThan(turns.size() * 60L / 100);
  }

  /** How many batches each turn took, from when both had begun until one was done. */
  private static List<Integer> turns(List<String> lines) {
    int begin = Math.max(lines.indexOf("self 0"), lines.indexOf("other 0"));
    String last = " " + (ROUNDS - 1);
    int end = Math.min(lines.indexOf("self" + last), lines.indexOf("other" + last));
    List<Integer> turns = new ArrayList<>();
    int turn = 1;
    for (int i = begin + 1; i < end; i++) {
      if (lines.get(i).charAt(0) == lines.get(i - 1).charAt(0)) {
        turn++;
      } else {
        turns.add(turn);
        turn = 1;
      }
    }
    return turns;
  }

  @Test
  void twoProcessesWithTwoLogsEachAreNoDeadlock() throws Exception {
    Path one = log("one");
    Path two = log("two");
    try (OtherProcess other =
        new OtherProcess("other", "" + ROUNDS, one.toString(), two.toString())) {
      assertThat(other.says()).isEqualTo("ready");
      other.goOn();
      FutureTask<Boolean> second =
          new FutureTask<>(() -> Contender.contend(two, "self", ROUNDS), true);
      new Thread(second).start();
      Contender.contend(one, "self", ROUNDS);
      assertThat(second.get()).isTrue();
      assertThat(other.says()).isEqualTo("done");
    }
    for (Path log : Arrays.asList(one, two)) {
      List<String> lines = Files.readAllLines(log.resolve("events.log"));
      assertThat(lines).hasSize(2 * ROUNDS);
      assertWhole(lines, "self");
      assertWhole(lines, "other");
    }
  }

  @Test
  void whoIsInterruptedWhileAnotherProcessHasTheRightCanAskAgain() throws Exception {
    Path log = log("log");
    try (OtherProcess other = new OtherProcess(log.toString());
        FileStore store = FileStore.open(log)) {
      assertThat(other.says()).isEqualTo("holding 0");
      FutureTask<String> asking = new FutureTask<>(() -> messageOf(store));
      Thread thread = new Thread(asking);
      thread.start();
      while (!waitsForAnotherProcess(thread)) {
        Thread.onSpinWait();
      }
      thread.interrupt();

      assertThat(asking.get())
          .isEqualTo(
              "Cannot lock %s/.lock: the thread was interrupted. Do it again; what is durable stays"
                  + " so.",
              log);
      other.goOn();
      try (StoreSession session = store.exclusive()) {
        assertThat(other.says()).isEqualTo("done");
        assertThat(session.activeSize()).isZero();
      }
    }
  }

  private static String messageOf(FileStore store) {
    try (StoreSession session = store.exclusive()) {
      return "got it at " + session.activeSize();
    } catch (StoreException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static boolean waitsForAnotherProcess(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals("lock0"));
  }

  @Test
  void theRightOfAKilledProcessIsFree() throws Exception {
    Path log = log("log");
    try (OtherProcess other = new OtherProcess(log.toString());
        FileStore store = FileStore.open(log)) {
      assertThat(other.says()).isEqualTo("holding 0");
      assertThat(read(store)).isEmpty();
      other.kill();

      try (StoreSession session = store.exclusive()) {
        assertThat(session.exists()).isTrue();
      }
    }
  }

  /** Closing any descriptor of a locked file drops the lock. */
  @Test
  void whoReadsWhatWasParkedDoesNotLetAnotherProcessParkMeanwhile() throws Exception {
    Path log = temporary.resolve("log");
    Path file = log.resolve("sinks/siem.parked.jsonl");
    FaultyDisk disk = new FaultyDisk();
    try (FileStore store = new FileStore(log, disk)) {
      SinkState state = store.sink("siem");
      state.park("one".getBytes(UTF_8));
      List<String> seen = new ArrayList<>();
      FutureTask<String> reading = new FutureTask<>(() -> parked(state));
      Thread reader = new Thread(reading);
      disk.failAll(
          call -> {
            if (call.equals("force " + file)) {
              seen.add(lockWhile(reader, file));
            }
            return false;
          },
          "");
      state.park("two".getBytes(UTF_8));
      assertThat(seen).containsExactly("locked");
      assertThat(reading.get()).isEqualTo("one\ntwo\n");
    }
  }

  private static String parked(SinkState state) throws IOException {
    try (InputStream in = state.parked()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /** Whether it is locked when the reader is done, or waits. */
  private static String lockWhile(Thread reader, Path file) {
    reader.start();
    while (reader.getState() != Thread.State.BLOCKED
        && reader.getState() != Thread.State.TERMINATED) {
      Thread.onSpinWait();
    }
    try (OtherProcess other = new OtherProcess("try", file.toString())) {
      return other.says();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
