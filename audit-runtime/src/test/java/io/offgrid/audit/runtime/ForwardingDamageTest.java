package io.offgrid.audit.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.CursorCodec;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.spi.Alert;
import io.offgrid.audit.spi.AlertKind;
import io.offgrid.audit.spi.SinkState.Slot;
import io.offgrid.audit.store.file.FileStore;
import io.offgrid.audit.testkit.RecordingSink;
import io.offgrid.audit.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What sinks get of a log that was damaged, pruned, set aside, or went over to another key. */
class ForwardingDamageTest {
  private static final String OLD = "the old key, long enough for tests";
  private static final String NEW = "the new key, long enough for tests";

  @TempDir Path home;
  private FileStore store;
  private final MemoryKeys keys = new MemoryKeys(OLD).comingUp(NEW);
  private final TestClock clock = TestClock.at("2026-01-01T00:00:00Z");
  private final List<Alert> alerts = Collections.synchronizedList(new ArrayList<>());
  private RecordingSink sink = new RecordingSink();

  @BeforeEach
  void open() {
    store = FileStore.open(home.resolve("audit"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private AuditLogBuilder builder() {
    return AuditLogBuilder.on(store, keys)
        .origin("test")
        .clock(clock)
        .maxSizeBytes(1500)
        .retention(Duration.ofDays(90))
        .alertListener(alerts::add);
  }

  private AuditLogBuilder forwarding() {
    ForwardSettings settings =
        new ForwardSettings(
            true,
            List.of(),
            Optional.empty(),
            2,
            Duration.ZERO,
            Duration.ofSeconds(10),
            Optional.empty(),
            StartAt.BEGINNING,
            OnReject.PARK,
            Duration.ofSeconds(20));
    return builder().sink(new ForwardedSink("siem", "memory", () -> sink, settings));
  }

  private static void record(AuditLog log, int count) {
    for (int i = 0; i < count; i++) {
      log.recordAndWait(AuditEvent.builder("auth").userId("user-" + i).build());
    }
  }

  private void recordUnforwarded(int count) {
    try (AuditLog log = builder().open()) {
      record(log, count);
    }
  }

  private void rotateKey() {
    try (LogMaintenance maintenance = builder().openMaintenance()) {
      maintenance.rotateKey(null, new RotationSteps());
    }
  }

  /** Forwards what there is, once. */
  private void forward() {
    sink = new RecordingSink();
    forwarding().open().close();
  }

  private List<String> log() {
    List<String> lines = new ArrayList<>();
    try (AuditLogReader reader = builder().openReader();
        RecordCursor records = reader.query(AuditQuery.builder().build())) {
      records.forEachRemaining(record -> lines.add(record.json()));
    }
    return lines;
  }

  private void edit(String file, String from, String to) throws IOException {
    Path path = home.resolve("audit").resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(from);
    Files.writeString(path, text.replace(from, to));
  }

  private List<AlertKind> sinkAlerts() {
    return alerts.stream().map(Alert::kind).filter(k -> k.name().startsWith("SINK")).toList();
  }

  @Test
  void aDamagedLineIsParkedAndToldAndTheRestIsSent() throws IOException {
    recordUnforwarded(12);
    edit("events.log.1", "\"user-1\"", "\"user-X\"");
    List<String> good = new ArrayList<>(log());
    good.remove(1);
    forward();
    assertThat(sink.received()).startsWith(good.toArray(String[]::new));
    assertThat(sink.received()).noneMatch(line -> line.contains("user-X"));
    assertThat(sinkAlerts()).containsExactly(AlertKind.SINK_PARKED);
    assertThat(home.resolve("audit/sinks/siem.parked.jsonl"))
        .content()
        .contains("\"reason\":\"not authentic: signature\"", "\"file\":\"events.log.1\"", "user-X");
  }

  @Test
  void anOldRecordThatWasPutThereAgainIsNotSentAgain() throws IOException {
    recordUnforwarded(12);
    Path first = home.resolve("audit/events.log.1");
    List<String> lines = Files.readAllLines(first);
    List<String> all = log();
    Files.writeString(first, String.join("\n", lines) + "\n" + lines.get(0) + "\n");
    forward();
    assertThat(sink.received()).startsWith(all.toArray(String[]::new));
    assertThat(sink.received()).doesNotHaveDuplicates();
    assertThat(sinkAlerts()).containsExactly(AlertKind.SINK_PARKED);
  }

  @Test
  void recordsThatAreMissingAreTold() throws IOException {
    recordUnforwarded(12);
    Path first = home.resolve("audit/events.log.1");
    List<String> lines = Files.readAllLines(first);
    lines.remove(1);
    Files.writeString(first, String.join("\n", lines) + "\n");
    forward();
    assertThat(sink.received()).startsWith(lines.toArray(String[]::new));
    assertThat(alerts)
        .filteredOn(alert -> alert.kind() == AlertKind.SINK_GAP)
        .extracting(Alert::message)
        .containsExactly("the sink siem: records 2 to 2 are not in the log");
  }

  /** Nothing is read over and over again, and nothing is passed over. */
  @Test
  void aLogThatIsCutOffWhileItIsReadIsLookedAtAnew() throws IOException {
    recordUnforwarded(4);
    LogSettings settings = builder().settings();
    Place beginning = new Place("", 0, 0, ChainHash.genesis("test"), null);
    try (Feed feed =
        new Feed(settings, new SinkFilter(ForwardSettings.standard()), beginning, false)) {
      assertThat(feed.refresh()).isTrue();
      Path active = home.resolve("audit/events.log");
      byte[] whole = Files.readAllBytes(active);
      List<String> all = log();
      Files.write(active, new byte[0]);

      Piece nothing = feed.next(3, Long.MAX_VALUE);

      assertThat(nothing.records()).isEmpty();
      assertThat(nothing.seq()).isZero();
      assertThat(feed.hasMore()).isFalse();
      Files.write(active, whole);
      assertThat(feed.refresh()).isTrue();
      assertThat(feed.next(3, Long.MAX_VALUE).records())
          .extracting(record -> record.json())
          .containsExactlyElementsOf(all.subList(0, 3));
    }
  }

  @Test
  void goesOnAfterTheLogWasSetAside() {
    try (AuditLog log = forwarding().open()) {
      record(log, 5);
    }
    try (LogMaintenance maintenance = builder().openMaintenance()) {
      maintenance.setAside("alice", "looked at it");
    }
    recordUnforwarded(3);
    forward();
    assertThat(sink.received()).isEqualTo(log());
    assertThat(sink.received()).hasSize(4);
    assertThat(sinkAlerts()).isEmpty();
  }

  @Test
  void tellsWhatWasSetAsideBeforeItWasSent() {
    recordUnforwarded(5);
    try (AuditLog log = forwarding().open()) {
      sink.awaitReceived(5);
    }
    recordUnforwarded(4);
    try (LogMaintenance maintenance = builder().openMaintenance()) {
      maintenance.setAside("alice", "looked at it");
    }
    forward();
    assertThat(sink.received()).isEqualTo(log());
    assertThat(alerts)
        .filteredOn(alert -> alert.kind() == AlertKind.SINK_GAP)
        .extracting(Alert::message)
        .containsExactly(
            "the sink siem: records 6 to 9 are gone, pruned or set aside, before they were sent");
  }

  /** Whoever has the directory could take the log away and leave the cursor. */
  @Test
  void aCursorOfAnotherLogIsNotBelievedNeitherByTheSinkNorByRetention() throws IOException {
    try (AuditLog log = forwarding().open()) {
      record(log, 20);
    }
    for (String file : List.of("events.log", "events.log.1", "events.log.2", "chain.hash")) {
      Files.deleteIfExists(home.resolve("audit").resolve(file));
    }
    try (Stream<Path> rest = Files.list(home.resolve("audit"))) {
      for (Path file : rest.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    recordUnforwarded(6);
    assertThat(SinkProgress.of(forwarding().settings()))
        .containsExactly(new SinkProgress("siem", 0));
    forward();
    assertThat(sink.received()).isEqualTo(log());
    assertThat(sinkAlerts()).containsExactly(AlertKind.SINK_GAP);
  }

  /** Its receiver never took anything, so its cursor is still at the beginning. */
  @Test
  void tellsWhatIsGoneAlsoToASinkThatNeverGotAnything() {
    sink.down(true);
    try (AuditLog log = forwarding().open()) {
      record(log, 4);
      sink.awaitAttempts(1);
    }
    try (LogMaintenance maintenance = builder().openMaintenance()) {
      maintenance.setAside("alice", "looked at it");
    }
    forward();
    assertThat(sink.received()).isEqualTo(log());
    assertThat(alerts)
        .filteredOn(alert -> alert.kind() == AlertKind.SINK_GAP)
        .extracting(Alert::message)
        .containsExactly(
            "the sink siem: records 1 to 4 are gone, pruned or set aside, before they were sent");
  }

  @Test
  void retentionWaitsForASinkAndWarnsFromHalfItsTimeOn() {
    recordUnforwarded(12);
    clock.advance(Duration.ofDays(46));
    try (LogMaintenance maintenance = forwarding().openMaintenance()) {
      assertThat(maintenance.sinksBehind().get("siem"))
          .isEqualTo(
              "the sink siem has not taken a record that is 46 days old, and retention is 90 days:"
                  + " it will be kept beyond that, and the disk may fill; see 'offgrid audit"
                  + " sinks'");
      clock.advance(Duration.ofDays(100));
      PrunePlan held = maintenance.planPrune();
      assertThat(held.isEmpty()).isTrue();
      assertThat(held.held()).isTrue();
      assertThat(held.rest())
          .isEqualTo(
              "events.log.1 is old enough, but the sink siem has taken records up to seq 0 only:"
                  + " see 'offgrid audit sinks', take it out of the configuration, or set"
                  + " retention_ignores_sinks");
    }
    try (LogMaintenance careless = forwarding().retentionIgnoresSinks(true).openMaintenance()) {
      assertThat(careless.planPrune().isEmpty()).isFalse();
    }
    forward();
    assertThat(sink.received()).hasSizeGreaterThanOrEqualTo(12);
    try (LogMaintenance maintenance = forwarding().openMaintenance()) {
      assertThat(maintenance.sinksBehind()).isEmpty();
    }
  }

  @Test
  void goesOnAfterAKeyRotationAndSignsItsCursorWithTheNewKey() {
    try (AuditLog log = forwarding().open()) {
      record(log, 5);
    }
    rotateKey();
    recordUnforwarded(5);
    forward();
    assertThat(sink.received()).isEqualTo(log().subList(5, log().size()));
    assertThat(Cursors.read(store.sink("siem"), Slot.CURSOR, "siem", keys.load()).orElseThrow())
        .satisfies(
            cursor -> {
              assertThat(cursor.seq()).isEqualTo(11);
              assertThat(cursor.keyId()).isEqualTo(SigningKey.parse(NEW).id());
            });
  }

  @Test
  void aRetiredKeyCannotMakeASinkMissWhatCameAfterIt() {
    try (AuditLog log = forwarding().open()) {
      record(log, 5);
    }
    rotateKey();
    recordUnforwarded(5);
    List<String> all = log();
    byte[] last = all.get(9).getBytes(UTF_8);
    store
        .sink("siem")
        .write(
            Slot.CURSOR,
            CursorCodec.encode(
                "siem",
                "test",
                10,
                ChainHash.of(last, 0, last.length),
                null,
                SigningKey.parse(OLD)));
    forward();
    assertThat(sink.received()).isEqualTo(all);
  }
}
