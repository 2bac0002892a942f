package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.LogMetrics;
import io.offgrid.audit.LogMetrics.Batches;
import io.offgrid.audit.LogMetrics.Queue;
import io.offgrid.audit.RecordResult;
import io.offgrid.audit.RecordingException;
import io.offgrid.audit.SinkCounts;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.spi.StoreSession;
import io.offgrid.audit.store.file.FileStore;
import io.offgrid.audit.testkit.RecordingSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a log counts of itself, exactly. */
@Timeout(60)
class LogMetricsTest {
  private static final KeyRing RING =
      KeyRing.of(SigningKey.parse("a key that is long enough for tests"));

  @TempDir Path home;
  private final RecordingSink sink = new RecordingSink();
  private FailingStore store;

  @BeforeEach
  void open() {
    store = new FailingStore(FileStore.open(home.resolve("audit")));
  }

  private AuditLogBuilder builder() {
    return AuditLogBuilder.on(store, () -> RING).origin("test.example");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static AuditEvent event(int i) {
    return AuditEvent.builder("auth").userId("user-" + i % 7).detail("n", i).build();
  }

  private static List<AuditEvent> events(int count) {
    return IntStream.range(0, count).mapToObj(LogMetricsTest::event).toList();
  }

  /** The sizes of all segments. */
  private List<Long> segments() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("audit"))) {
      return files
          .filter(file -> file.toString().matches(".*/events\\.log(\\.\\d+)?"))
          .map(file -> file.toFile().length())
          .toList();
    }
  }

  private long bytes() throws IOException {
    return segments().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void aNewLogHasDoneNothing() {
    try (AuditLog log = builder().queueCapacity(77).open()) {
      LogMetrics none = LogMetrics.none();
      assertThat(log.metrics())
          .isEqualTo(
              new LogMetrics(
                  0,
                  0,
                  none.batches(),
                  none.forces(),
                  new Queue(0, 77),
                  0,
                  0,
                  Optional.empty(),
                  Duration.ZERO,
                  List.of()));
    }
  }

  @Test
  void countsRecordsBytesBatchesAndForces() throws IOException {
    try (AuditLog log = builder().open()) {
      log.recordAllAndWait(events(3));
      log.recordAndWait(event(4));
      log.recordAllAndWait(events(2));
      LogMetrics metrics = log.metrics();
      assertThat(metrics.records()).isEqualTo(6);
      assertThat(metrics.bytes()).isEqualTo(bytes());
      assertThat(metrics.batches()).isEqualTo(new Batches(3, 6, 3));
      assertThat(metrics.forces().count()).isEqualTo(3);
      assertThat(metrics.forces().longest()).isPositive();
      assertThat(metrics.forces().total())
          .isGreaterThan(metrics.forces().longest())
          .isLessThanOrEqualTo(metrics.forces().longest().multipliedBy(3));
      assertThat(metrics.queue()).isEqualTo(new Queue(0, 8192));
      assertThat(metrics.dropped()).isZero();
      assertThat(metrics.failedWrites()).isZero();
      assertThat(metrics.failure()).isEmpty();
      assertThat(metrics.writing()).isZero();
    }
  }

  @Test
  void countsOverSegments() throws IOException {
    try (AuditLog log = builder().maxSizeBytes(4000).open()) {
      log.recordAllAndWait(events(50));
      LogMetrics metrics = log.metrics();
      assertThat(segments()).hasSizeGreaterThan(3);
      assertThat(metrics.records()).isEqualTo(50);
      assertThat(metrics.bytes()).isEqualTo(bytes());
      assertThat(metrics.batches()).isEqualTo(new Batches(1, 50, 50));
      assertThat(metrics.forces().count()).isEqualTo(segments().size());
    }
  }

  @Test
  void countsWhatIsNotForcedYet() throws IOException {
    try (AuditLog log = builder().durability(Durability.BUFFERED).open()) {
      log.recordAllAndWait(events(3));
      assertThat(log.metrics().records()).isEqualTo(3);
      assertThat(log.metrics().bytes()).isEqualTo(bytes());
      log.flush();
      log.flush();
      assertThat(log.metrics().batches()).isEqualTo(new Batches(1, 3, 3));
      assertThat(log.metrics().forces().count()).isEqualTo(1);
    }
  }

  @Test
  void tellsOfAFailureUntilAWriteSucceeds() throws IOException {
    try (AuditLog log = builder().open()) {
      log.recordAndWait(event(1));
      store.failForceAfter(0);
      assertThatThrownBy(() -> log.recordAllAndWait(events(2)))
          .isInstanceOf(RecordingException.class);
      LogMetrics failed = log.metrics();
      assertThat(failed.failure()).contains("the disk failed");
      assertThat(failed.failedWrites()).isEqualTo(1);
      assertThat(failed.records()).isEqualTo(1);
      assertThat(failed.batches()).isEqualTo(new Batches(1, 1, 1));
      assertThat(failed.forces().count()).isEqualTo(1);
      assertThat(failed.writing()).isZero();

      log.flush();
      assertThat(log.metrics().failure()).isEmpty();
      assertThat(log.metrics().failedWrites()).isEqualTo(1);
      assertThat(log.metrics().records()).as("with the log's own about the repair").isEqualTo(2);
      assertThat(log.metrics().bytes()).isEqualTo(bytes());
      assertThat(log.metrics().batches()).isEqualTo(new Batches(1, 1, 1));
    }
  }

  @Test
  void tellsThatItIsClosed() {
    AuditLog log = builder().open();
    log.recordAndWait(event(1));
    log.close();
    assertThat(log.metrics().failure()).contains("the log is closed");
    assertThat(log.metrics().records()).isEqualTo(1);
  }

  @Test
  void tellsWhatWaitsAndCountsWhatIsDropped() {
    try (AuditLog log =
        builder().queueCapacity(5).queueTimeout(Duration.ZERO).failOpen(true).open()) {
      CompletableFuture<RecordResult> first;
      CompletableFuture<RecordResult> last;
      CompletableFuture<List<RecordResult>> next;
      try (StoreSession other = store.exclusive()) {
        assertThat(other.exists()).isTrue();
        first = log.record(event(1));
        while (log.metrics().writing().isZero()) {
          Thread.onSpinWait();
        }
        next = log.recordAll(events(4));
        assertThat(log.metrics().queue()).isEqualTo(new Queue(4, 5));
        List<RecordResult> tooMany = log.recordAll(events(3)).join();
        assertThat(tooMany).hasSize(3).allMatch(RecordResult.Dropped.class::isInstance);
        last = log.record(event(8));
        assertThat(log.metrics().queue()).isEqualTo(new Queue(5, 5));
        assertThat(log.metrics().records()).isZero();
      }
      assertThat(first.join()).isInstanceOf(RecordResult.Recorded.class);
      assertThat(last.join()).isInstanceOf(RecordResult.Recorded.class);
      assertThat(next.join()).hasSize(4).allMatch(RecordResult.Recorded.class::isInstance);
      assertThat(log.metrics().dropped()).isEqualTo(3);
      assertThat(log.metrics().records()).isEqualTo(6);
      assertThat(log.metrics().queue()).isEqualTo(new Queue(0, 5));
    }
  }

  @Test
  void whatWasDurableBeforeAFailureIsNotDropped() {
    try (AuditLog log = builder().maxSizeBytes(4000).failOpen(true).open()) {
      store.failForceAfter(1);
      List<RecordResult> results = log.recordAll(events(50)).join();
      long durable = log.head().seq();
      assertThat(durable).isBetween(5L, 45L);
      List<Long> recorded = new ArrayList<>();
      for (RecordResult result : results.subList(0, (int) durable)) {
        recorded.add(((RecordResult.Recorded) result).receipt().seq());
      }
      assertThat(recorded)
          .isEqualTo(IntStream.rangeClosed(1, (int) durable).asLongStream().boxed().toList());
      assertThat(results.subList((int) durable, 50))
          .hasSize(50 - (int) durable)
          .allMatch(new RecordResult.Dropped("the disk failed")::equals);
      assertThat(log.metrics().dropped()).isEqualTo(50 - durable);
      assertThat(log.metrics().records()).isEqualTo(durable);
    }
  }

  @Test
  void countsWhatGoesToEachSink() {
    ForwardSettings settings =
        new ForwardSettings(
            true,
            List.of(),
            Optional.empty(),
            10,
            Duration.ZERO,
            Duration.ofSeconds(10),
            Optional.of(new RetrySettings(Duration.ofMillis(1), Duration.ofMillis(2))),
            StartAt.BEGINNING,
            OnReject.PARK,
            Duration.ofSeconds(20));
    sink.failNext(2);
    AuditLog log =
        builder()
            .sink(new ForwardedSink("siem", "memory", () -> sink, settings))
            .sink(new ForwardedSink("idle", "memory", RecordingSink::new, settings))
            .open();
    assertThat(log.metrics().sinks()).extracting(SinkCounts::name).containsExactly("siem", "idle");
    log.recordAllAndWait(events(25));
    sink.awaitReceived(25);
    log.close();
    assertThat(sink.received()).hasSize(25);
    assertThat(log.metrics().sinks().get(0))
        .isEqualTo(new SinkCounts("siem", sink.batchSizes().size(), 25, 2));
  }
}
