package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.CursorCodec;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.chain.SinkCursor;
import io.offgrid.audit.spi.SinkException;
import io.offgrid.audit.spi.SinkState;
import io.offgrid.audit.spi.SinkState.Slot;
import io.offgrid.audit.store.file.FileStore;
import io.offgrid.audit.testkit.InMemoryStore;
import io.offgrid.audit.testkit.MemoryDisk;
import io.offgrid.audit.testkit.RecordingSink;
import io.offgrid.audit.testkit.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be asked of sinks and done to them, with and without a process that forwards. */
class SinkOperationsTest {
  private static final KeyRing RING =
      KeyRing.of(SigningKey.parse("a key that is long enough for tests"));
  private static final ForwardSettings SETTINGS =
      new ForwardSettings(
          true,
          List.of(),
          Optional.empty(),
          10,
          Duration.ZERO,
          Duration.ofSeconds(10),
          Optional.empty(),
          StartAt.BEGINNING,
          OnReject.PARK,
          Duration.ofSeconds(20));

  private final InMemoryStore store = InMemoryStore.open(new MemoryDisk());
  private final TestClock clock = TestClock.at("2026-01-01T00:00:00Z");
  private RecordingSink sink = new RecordingSink();

  private AuditLogBuilder plain() {
    return AuditLogBuilder.on(store, () -> RING).origin("test").clock(clock).maxSizeBytes(4000);
  }

  private AuditLogBuilder builder() {
    return plain().sink(new ForwardedSink("siem", "memory", () -> sink, SETTINGS));
  }

  private SinkOperations sinks() {
    return builder().openSinks();
  }

  private SinkStatus status() {
    return sinks().status().get(0);
  }

  private static void record(AuditLog log, int count) {
    for (int i = 0; i < count; i++) {
      log.recordAndWait(AuditEvent.builder("auth").userId("user-" + i).build());
    }
  }

  private List<String> log() {
    List<String> lines = new ArrayList<>();
    try (AuditLogReader reader = builder().openReader();
        RecordCursor records = reader.query(AuditQuery.builder().build())) {
      records.forEachRemaining(record -> lines.add(record.json()));
    }
    return lines;
  }

  private void recordAndForward(int count) {
    sink = new RecordingSink();
    try (AuditLog log = builder().open()) {
      record(log, count);
      sink.awaitReceived(count);
    }
    sink = new RecordingSink();
  }

  @Test
  void aSinkThatWasNeverUsedIsWaitingForItsFirstRecord() {
    assertThat(status())
        .isEqualTo(
            new SinkStatus(
                "siem",
                "memory",
                "memory",
                "waiting",
                0,
                0,
                Duration.ZERO,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0));
  }

  @Test
  void tellsHowFarASinkIsBehindAndWhatWentWrong() {
    recordAndForward(3);
    sink.down(true);
    try (AuditLog log = builder().open()) {
      record(log, 4);
      clock.advance(Duration.ofHours(2));
      sink.awaitAttempts(1);
      while (!status().state().equals("retrying")) {
        Thread.onSpinWait();
      }
      SinkStatus status = status();
      assertThat(status.cursor()).isEqualTo(3);
      assertThat(status.behindEvents()).isEqualTo(4);
      assertThat(status.behindTime()).isEqualTo(Duration.ofHours(2));
      assertThat(status.lastSuccess()).contains(Instant.parse("2026-01-01T00:00:00Z"));
      assertThat(status.lastError()).contains("the receiver is down");
    }
    assertThat(status().state()).isEqualTo("waiting");
  }

  @Test
  void aTestReachesTheReceiverMarkedAndMovesNothing() {
    recordAndForward(2);
    List<String> steps = new ArrayList<>();
    sinks().test("siem", steps::add);
    assertThat(steps).containsExactly("kept in memory");
    assertThat(sink.received()).hasSize(1);
    assertThat(sink.received().get(0))
        .startsWith("{\"chain_hash\":\"sha256:000000")
        .contains("\"details\":{\"test\":true}", "\"seq\":0,", "\"type\":\"sink_test\"}");
    assertThat(status().cursor()).isEqualTo(2);
    assertThat(log()).hasSize(2);
  }

  @Test
  void aReplayIsForTheNextProcessWhereNoneForwards() {
    recordAndForward(30);
    assertThat(sinks().replay("siem", 12)).isEqualTo(12);
    builder().open().close();
    assertThat(sink.received()).isEqualTo(log().subList(11, 30));
  }

  @Test
  void aReplayReachesTheProcessThatForwards() {
    recordAndForward(30);
    try (AuditLog log = builder().open()) {
      record(log, 1);
      sink.awaitReceived(1);
      assertThat(sinks().replay("siem", 1)).isEqualTo(1);
      sink.awaitReceived(32);
    }
    assertThat(sink.received().subList(1, 32)).isEqualTo(log());
    assertThat(store.sink("siem").read(Slot.REPLAY)).isEmpty();
  }

  @Test
  void aReplayMayBeginAtATime() {
    recordAndForward(5);
    clock.advance(Duration.ofHours(1));
    recordAndForward(5);
    assertThat(sinks().replay("siem", Instant.parse("2026-01-01T00:30:00Z"))).isEqualTo(6);
    builder().open().close();
    assertThat(sink.received()).isEqualTo(log().subList(5, 10));
  }

  @Test
  void aReplayNeverSkipsWhatWasNotSent() {
    recordAndForward(5);
    try (AuditLog log = plain().open()) {
      record(log, 5);
    }
    assertThatThrownBy(() -> sinks().replay("siem", 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the sink siem has confirmed records up to seq 5 only: there is nothing to send again");
    assertThatThrownBy(() -> sinks().replay("siem", 11))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the log ends before seq 11");
    assertThatThrownBy(() -> sinks().replay("siem", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("seq must be from 1 on, not 0");
    assertThatThrownBy(() -> sinks().replay("sien", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no sink sien; there are: siem");
  }

  /** It would have had records left out, with the current key's blessing. */
  @Test
  void aRequestToGoForwardIsNoReplay() {
    recordAndForward(5);
    try (AuditLog log = plain().open()) {
      record(log, 5);
    }
    byte[] last = log().get(9).getBytes(StandardCharsets.UTF_8);
    store
        .sink("siem")
        .write(
            Slot.REPLAY,
            CursorCodec.encode(
                "siem", "test", 10, ChainHash.of(last, 0, last.length), null, RING.current()));
    builder().open().close();
    assertThat(sink.received()).isEqualTo(log().subList(5, 10));
    assertThat(store.sink("siem").read(Slot.REPLAY)).isEmpty();
  }

  @Test
  void parkedRecordsThatAreTakenAtLastAreNotParkedAnyMore() {
    sink.reject(record -> record.seq() == 2 || record.seq() == 4);
    try (AuditLog log = builder().open()) {
      record(log, 5);
      sink.awaitReceived(3);
    }
    assertThat(status().parked()).isEqualTo(2);
    sink = new RecordingSink();
    sink.reject(record -> record.seq() == 4);
    RetryResult first = sinks().retry("siem");
    assertThat(first.delivered()).containsExactly(2L);
    assertThat(first.rejected())
        .containsExactly(new RetryResult.Rejected(4, "the receiver does not take this"));
    assertThat(sink.received()).containsExactly(log().get(1));
    assertThat(status().parked()).isEqualTo(1);
    sink = new RecordingSink();
    assertThat(sinks().retry("siem").delivered()).containsExactly(4L);
    assertThat(status().parked()).isZero();
    assertThat(sinks().retry("siem")).isEqualTo(RetryResult.NONE);
  }

  @Test
  void aRetryThatDoesNotReachTheReceiverKeepsEverythingParked() {
    sink.reject(record -> record.seq() == 2);
    try (AuditLog log = builder().open()) {
      record(log, 3);
      sink.awaitReceived(2);
    }
    sink = new RecordingSink();
    sink.down(true);
    assertThatThrownBy(() -> sinks().retry("siem"))
        .isInstanceOf(SinkException.class)
        .hasMessage("the receiver is down");
    assertThat(status().parked()).isEqualTo(1);
  }

  @Test
  void whatARetryDeliveredBeforeTheReceiverFailedIsNotParkedAnyMore() {
    sink.reject(record -> record.seq() == 2 || record.seq() == 4);
    try (AuditLog log = builder().open()) {
      record(log, 5);
      sink.awaitReceived(3);
    }
    sink = new RecordingSink();
    sink.reject(
        record -> {
          if (record.seq() == 4) {
            throw SinkException.failed("the receiver went down", null);
          }
          return false;
        });
    assertThatThrownBy(() -> sinks().retry("siem"))
        .isInstanceOf(SinkException.class)
        .hasMessage("the receiver went down");
    assertThat(status().parked()).isEqualTo(1);
    sink = new RecordingSink();
    assertThat(sinks().retry("siem").delivered()).containsExactly(4L);
  }

  @Test
  void parkedRecordsAreTakenInWhateverOrderTheyWereParked() {
    sink.reject(record -> record.seq() == 4);
    try (AuditLog log = builder().open()) {
      record(log, 5);
      sink.awaitReceived(4);
    }
    sinks().replay("siem", 1);
    sink = new RecordingSink();
    sink.reject(record -> record.seq() == 2);
    try (AuditLog log = builder().open()) {
      sink.awaitReceived(4);
    }
    sink = new RecordingSink();
    assertThat(sinks().retry("siem").delivered()).containsExactly(4L, 2L);
    assertThat(status().parked()).isZero();
  }

  @Test
  void readsOfWhatWasParkedOnlyWhatWasAddedSinceItLooked() {
    WatchedStore watched = new WatchedStore(store);
    SinkOperations sinks =
        AuditLogBuilder.on(watched, () -> RING)
            .origin("test")
            .clock(clock)
            .sink(new ForwardedSink("siem", "memory", () -> sink, SETTINGS))
            .openSinks();
    sink.reject(record -> true);
    try (AuditLog log = builder().open()) {
      record(log, 20);
      sink.awaitAttempts(20);
    }
    assertThat(sinks.status().get(0).parked()).isEqualTo(20);
    long all = watched.parkedBytesRead();
    assertThat(all).isPositive();
    assertThat(sinks.status().get(0).parked()).isEqualTo(20);
    assertThat(watched.parkedBytesRead()).isZero();

    new ParkedRecords(store.sink("siem"), clock).delivered(7);
    assertThat(sinks.status().get(0).parked()).isEqualTo(19);
    assertThat(watched.parkedBytesRead()).isBetween(1L, all / 10);
    assertThat(status().parked()).isEqualTo(19);
  }

  /** A line without a newline is one that a crash left, or that another process is writing. */
  @Test
  void countsWhatIsParkedAnewWhenItIsAnotherFile(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("sinks/siem.parked.jsonl");
    Path replaced = directory.resolve("sinks/replaced");
    try (FileStore files = FileStore.open(directory)) {
      SinkState state = files.sink("siem");
      ParkedTally tally = new ParkedTally();
      assertThat(tally.count(state)).isZero();
      state.park("{\"seq\":1}".getBytes(StandardCharsets.UTF_8));
      state.park("{\"seq\":2}".getBytes(StandardCharsets.UTF_8));
      assertThat(tally.count(state)).isEqualTo(2);
      Files.writeString(file, "{\"seq\":3}", StandardOpenOption.APPEND);
      assertThat(tally.count(state)).isEqualTo(2);
      Files.writeString(file, "\nbroken\n{\"seq\":4}\n", StandardOpenOption.APPEND);
      assertThat(tally.count(state)).isEqualTo(4);

      Files.writeString(replaced, Files.readString(file).repeat(2) + "{\"seq\":5}\n");
      Files.move(replaced, file, StandardCopyOption.REPLACE_EXISTING);
      assertThat(tally.count(state)).isEqualTo(5);
      Files.writeString(file, "{\"seq\":9}\n");
      assertThat(tally.count(state)).isEqualTo(1);
      Files.delete(file);
      assertThat(tally.count(state)).isZero();
    }
  }

  @Test
  void aRetryListsSomeOfVeryManyAndCountsAll() {
    sink.reject(record -> true);
    try (AuditLog log = builder().open()) {
      record(log, RetryResult.LISTED + 5);
      sink.awaitAttempts(RetryResult.LISTED + 5);
    }
    sink = new RecordingSink();
    sink.reject(record -> true);
    RetryResult none = sinks().retry("siem");
    assertThat(none.rejectedCount()).isEqualTo(RetryResult.LISTED + 5);
    assertThat(none.rejected()).hasSize(RetryResult.LISTED);
    assertThat(none.deliveredCount()).isZero();
    sink = new RecordingSink();
    RetryResult all = sinks().retry("siem");
    assertThat(all.deliveredCount()).isEqualTo(RetryResult.LISTED + 5);
    assertThat(all.delivered()).hasSize(RetryResult.LISTED).startsWith(1L, 2L);
    assertThat(all.rejectedCount()).isZero();
    assertThat(status().parked()).isZero();
  }

  /** So that a receiver recognises a batch that it got before the process was killed. */
  @Test
  void whatWasInFlightIsCutTheSameWayAfterARestart() {
    recordAndForward(5);
    try (AuditLog log = plain().open()) {
      record(log, 13);
    }
    sink.holdBack(true);
    try (AuditLog log = builder().open()) {
      sink.awaitReceived(13);
      SinkCursor cursor = Cursors.read(store.sink("siem"), Slot.CURSOR, "siem", RING).orElseThrow();
      assertThat(cursor.seq()).isEqualTo(5);
      assertThat(cursor.until()).isEqualTo(18);
    }
    assertThat(sink.batchSizes()).containsExactly(10, 3);
    try (AuditLog log = plain().open()) {
      record(log, 9);
    }
    sink = new RecordingSink();
    builder().open().close();
    assertThat(sink.batchSizes()).containsExactly(10, 3, 9);
    assertThat(sink.received()).isEqualTo(log().subList(5, 27));
  }
}
