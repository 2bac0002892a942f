package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.Severity;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.chain.SinkCursor;
import io.offgrid.audit.spi.Alert;
import io.offgrid.audit.spi.AlertKind;
import io.offgrid.audit.spi.SinkState;
import io.offgrid.audit.spi.SinkState.Claim;
import io.offgrid.audit.spi.SinkState.Slot;
import io.offgrid.audit.testkit.InMemoryStore;
import io.offgrid.audit.testkit.MemoryDisk;
import io.offgrid.audit.testkit.RecordingSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a sink gets, when, and what it costs when it will not take it. */
class ForwardingTest {
  private static final KeyRing RING =
      KeyRing.of(SigningKey.parse("a key that is long enough for tests"));

  private final MemoryDisk disk = new MemoryDisk();
  private final InMemoryStore store = InMemoryStore.open(disk);
  private final List<Alert> alerts = Collections.synchronizedList(new ArrayList<>());
  private RecordingSink sink = new RecordingSink();
  private ForwardSettings settings = settings(10, StartAt.BEGINNING, OnReject.PARK, List.of());

  private static ForwardSettings settings(
      int batch, StartAt startAt, OnReject onReject, List<String> types) {
    return new ForwardSettings(
        true,
        types,
        Optional.empty(),
        batch,
        Duration.ZERO,
        Duration.ofSeconds(10),
        Optional.of(new RetrySettings(Duration.ofMillis(1), Duration.ofMillis(2))),
        startAt,
        onReject,
        Duration.ofSeconds(20));
  }

  private AuditLogBuilder builder() {
    return AuditLogBuilder.on(store, () -> RING)
        .origin("test")
        .maxSizeBytes(4000)
        .alertListener(alerts::add);
  }

  private AuditLog open() {
    return builder().sink(new ForwardedSink("siem", "memory", () -> sink, settings)).open();
  }

  private static void record(AuditLog log, int count) {
    List<AuditEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(AuditEvent.builder("auth").userId("user-" + i).build());
    }
    log.recordAllAndWait(events);
  }

  private List<String> log() {
    List<String> lines = new ArrayList<>();
    try (AuditLogReader reader = builder().openReader();
        RecordCursor records = reader.query(AuditQuery.builder().build())) {
      records.forEachRemaining(record -> lines.add(record.json()));
    }
    return lines;
  }

  private SinkCursor cursor() {
    return Cursors.read(store.sink("siem"), Slot.CURSOR, "siem", RING).orElseThrow();
  }

  private String parked() {
    try {
      return new String(store.sink("siem").parked().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyRecordReachesTheSinkInOrderAcrossSegments() {
    try (AuditLog log = open()) {
      record(log, 100);
      record(log, 57);
    }
    assertThat(log()).hasSize(157);
    assertThat(sink.received()).isEqualTo(log());
    assertThat(sink.isClosed()).isTrue();
    assertThat(cursor().seq()).isEqualTo(157);
    assertThat(cursor().until()).isNull();
    assertThat(alerts).isEmpty();
  }

  @Test
  void theNextStartGoesOnAfterWhatWasConfirmed() {
    try (AuditLog log = open()) {
      record(log, 30);
    }
    sink = new RecordingSink();
    try (AuditLog log = open()) {
      record(log, 5);
    }
    assertThat(sink.received()).isEqualTo(log().subList(30, 35));
  }

  @Test
  void batchesAreNoLargerThanTheyMayBe() {
    try (AuditLog log = builder().open()) {
      record(log, 25);
    }
    open().close();
    assertThat(sink.batchSizes()).containsExactly(10, 10, 5);
  }

  @Test
  void whatWasNotConfirmedIsSentAgainAfterARestart() {
    sink.holdBack(true);
    try (AuditLog log = open()) {
      record(log, 12);
    }
    assertThat(sink.received()).hasSize(12);
    assertThat(cursor().seq()).isZero();
    sink = new RecordingSink();
    open().close();
    assertThat(sink.received()).isEqualTo(log());
  }

  @Test
  void aFailureIsTriedAgainUntilItWorks() {
    sink.failNext(5);
    try (AuditLog log = open()) {
      record(log, 12);
      sink.awaitReceived(12);
    }
    assertThat(sink.received()).isEqualTo(log());
  }

  @Test
  void aSinkThatIsDownDoesNotHoldUpTheEndAndGetsTheRestAtTheNextStart() {
    sink.down(true);
    try (AuditLog log = open()) {
      record(log, 12);
      sink.awaitAttempts(2);
    }
    assertThat(sink.received()).isEmpty();
    sink = new RecordingSink();
    open().close();
    assertThat(sink.received()).isEqualTo(log());
  }

  @Test
  void aShortFailureAtTheEndIsTriedAgainWithinTheDrainTimeout() {
    try (AuditLog log = open()) {
      record(log, 5);
      sink.awaitReceived(5);
      sink.failNext(3);
      record(log, 5);
    }
    assertThat(sink.received()).isEqualTo(log());
  }

  @Test
  void aRecordThatIsRejectedIsParkedAloneWithTheReasonAndTheRestGoesOn() {
    sink.reject(record -> record.seq() == 7 || record.seq() == 19);
    try (AuditLog log = open()) {
      record(log, 40);
      sink.awaitReceived(38);
    }
    List<String> expected = new ArrayList<>(log());
    expected.remove(18);
    expected.remove(6);
    assertThat(sink.received()).isEqualTo(expected);
    ParkedRecords parked = new ParkedRecords(store.sink("siem"), java.time.Clock.systemUTC());
    List<Long> waiting = new ArrayList<>();
    parked.drain(
        parked.waiting(),
        (seq, line) -> {
          waiting.add(seq);
          assertThat(line).isEqualTo(log().get((int) (seq - 1)));
        });
    assertThat(waiting).containsExactly(7L, 19L);
    assertThat(parked()).contains("\"reason\":\"the receiver does not take this\"");
    assertThat(alerts)
        .extracting(Alert::kind)
        .containsExactly(AlertKind.SINK_PARKED, AlertKind.SINK_PARKED);
    assertThat(alerts.get(0).message())
        .isEqualTo(
            "the sink siem: the receiver does not take seq 7: the receiver does not take this."
                + " It is parked, number 1 since the start; see 'offgrid audit sinks'");
    assertThat(cursor().seq()).isEqualTo(40);
  }

  @Test
  void onRejectStopHoldsUntilTheReceiverTakesIt() {
    settings = settings(10, StartAt.BEGINNING, OnReject.STOP, List.of());
    sink.reject(record -> record.seq() == 7);
    try (AuditLog log = open()) {
      record(log, 12);
      sink.awaitReceived(6);
      sink.awaitAttempts(20);
      assertThat(sink.received()).hasSize(6);
      sink.reject(record -> false);
      sink.awaitReceived(12);
    }
    assertThat(sink.received()).isEqualTo(log());
    assertThat(parked()).isEmpty();
    assertThat(alerts).extracting(Alert::kind).containsExactly(AlertKind.SINK_STOPPED);
  }

  @Test
  void aReceiverThatWantsNothingStopsTheSinkAndSaysSo() {
    sink.gone(true);
    try (AuditLog log = open()) {
      record(log, 1);
      sink.awaitAttempts(1);
      sink.gone(false);
      record(log, 1);
    }
    assertThat(sink.received()).isEmpty();
    assertThat(alerts).extracting(Alert::kind).containsExactly(AlertKind.SINK_STOPPED);
    assertThat(cursor().seq()).isZero();
    open().close();
  }

  @Test
  void onlyWantedTypesAreSentAndTheCursorPassesTheRest() {
    settings = settings(10, StartAt.BEGINNING, OnReject.PARK, List.of("auth*"));
    try (AuditLog log = open()) {
      log.recordAndWait(AuditEvent.builder("auth_failure").build());
      log.recordAndWait(AuditEvent.builder("model_load").build());
      log.recordAndWait(AuditEvent.builder("auth").build());
      log.recordAndWait(AuditEvent.builder("inference").build());
    }
    assertThat(sink.received()).containsExactly(log().get(0), log().get(2));
    assertThat(cursor().seq()).isEqualTo(4);
  }

  @Test
  void onlyWhatIsSevereEnoughIsSent() {
    settings =
        new ForwardSettings(
            true,
            List.of(),
            Optional.of(Severity.WARNING),
            10,
            Duration.ZERO,
            Duration.ofSeconds(1),
            Optional.empty(),
            StartAt.BEGINNING,
            OnReject.PARK,
            Duration.ofSeconds(20));
    try (AuditLog log = open()) {
      log.recordAndWait(AuditEvent.builder("auth").build());
      log.recordAndWait(AuditEvent.builder("auth").severity(Severity.INFO).build());
      log.recordAndWait(AuditEvent.builder("auth").severity(Severity.WARNING).build());
      log.recordAndWait(AuditEvent.builder("auth").severity(Severity.CRITICAL).build());
    }
    assertThat(sink.received()).isEqualTo(log().subList(2, 4));
  }

  @Test
  void aSinkThatStartsNowGetsNothingOfBefore() {
    settings = settings(10, StartAt.NOW, OnReject.PARK, List.of());
    try (AuditLog log = builder().open()) {
      record(log, 20);
    }
    try (AuditLog log = open()) {
      record(log, 3);
    }
    assertThat(sink.received()).isEqualTo(log().subList(20, 23));
  }

  @Test
  void aCursorThatWasTakenAwayMeansTheBeginningAlsoForASinkThatStartedNow() {
    aSinkThatStartsNowGetsNothingOfBefore();
    store.sink("siem").clear(Slot.CURSOR);
    sink = new RecordingSink();
    open().close();
    assertThat(sink.received()).isEqualTo(log());
  }

  @Test
  void aCursorThatWasTamperedWithMeansTheBeginning() {
    try (AuditLog log = open()) {
      record(log, 20);
    }
    SinkState state = store.sink("siem");
    String text = new String(state.read(Slot.CURSOR).orElseThrow(), StandardCharsets.UTF_8);
    state.write(
        Slot.CURSOR, text.replace("\"seq\":20", "\"seq\":19").getBytes(StandardCharsets.UTF_8));
    sink = new RecordingSink();
    open().close();
    assertThat(sink.received()).isEqualTo(log());
  }

  @Test
  void onlyTheHolderOfTheClaimForwardsAndAnotherTakesOver() {
    Claim other = store.sink("siem").claim().orElseThrow();
    try (AuditLog log = open()) {
      record(log, 3);
      assertThat(sink.received()).isEmpty();
      other.close();
      sink.awaitReceived(3);
    }
    assertThat(sink.received()).isEqualTo(log());
  }

  @Test
  void aHangingSinkDoesNotHoldUpRecordingNorAnotherSink() {
    RecordingSink well = new RecordingSink();
    sink.holdBack(true);
    try (AuditLog log =
        builder()
            .sink(new ForwardedSink("siem", "memory", () -> sink, settings))
            .sink(new ForwardedSink("second", "memory", () -> well, settings))
            .open()) {
      record(log, 100);
      well.awaitReceived(100);
    }
    assertThat(well.received()).isEqualTo(log());
  }
}
