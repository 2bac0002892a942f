package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.SinkCounts;
import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.SinkException;
import io.offgrid.audit.testkit.RecordingSink;
import io.offgrid.audit.testkit.SinkContract;
import io.offgrid.audit.testkit.TestRecords;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What stands around a sink is a sink as well. */
class SinkDecoratorsTest {
  private static final Pattern SEQ = Pattern.compile(",\"seq\":(\\d+),");
  private static final RetrySettings RETRY =
      new RetrySettings(Duration.ofSeconds(1), Duration.ofSeconds(10));
  private final RecordingSink sink = new RecordingSink();
  private final Signal signal = new Signal();
  private final SinkMetrics metrics = new SinkMetrics(Clock.systemUTC());

  private List<Long> numbers() {
    return sink.received().stream()
        .map(SEQ::matcher)
        .filter(Matcher::find)
        .map(m -> Long.valueOf(m.group(1)))
        .toList();
  }

  @Nested
  class Retrying implements SinkContract {
    @Override
    public Sink testee() {
      return new RetryingSink(sink, RETRY, signal, bound -> 0);
    }

    @Override
    public List<Long> received() {
      return numbers();
    }
  }

  @Nested
  class Metered implements SinkContract {
    @Override
    public Sink testee() {
      return new MeteredSink(sink, metrics);
    }

    @Override
    public List<Long> received() {
      return numbers();
    }
  }

  /** Fails in a way of its own. */
  private record Failing(SinkException failure) implements Sink {
    @Override
    public void deliver(List<? extends AuditRecord> batch, Duration timeout) {
      throw failure;
    }

    @Override
    public long confirmed() {
      return 0;
    }

    @Override
    public void test(AuditRecord record, Duration timeout, Consumer<String> steps) {
      throw failure;
    }

    @Override
    public String target() {
      return "nowhere";
    }

    @Override
    public void close() {}
  }

  private List<Duration> pausesOf(SinkException failure, int times) {
    signal.stop(Duration.ZERO); // nothing is waited for
    RetryingSink retrying =
        new RetryingSink(new Failing(failure), RETRY, signal, bound -> bound - 1);
    List<Duration> pauses = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      assertThatThrownBy(
              () -> retrying.deliver(List.of(TestRecords.full(1)), Duration.ofSeconds(1)))
          .isSameAs(failure);
      pauses.add(retrying.pause());
    }
    return pauses;
  }

  @Test
  void thePauseMayDoubleFromFailureToFailureUpToItsLimit() {
    assertThat(pausesOf(SinkException.failed("down", null), 6))
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
  }

  @Test
  void thePauseIsAsLongAsTheReceiverAsksForEvenBeyondTheLimit() {
    assertThat(pausesOf(SinkException.busy("busy", Duration.ofSeconds(99)), 2))
        .extracting(Duration::toSeconds)
        .containsExactly(99L, 99L);
  }

  @Test
  void aSinkThatThrowsAnythingElseIsTriedAgainToo() {
    RetryingSink retrying =
        new RetryingSink(new MeteredSink(sink, metrics), RETRY, signal, bound -> bound - 1);
    sink.reject(
        record -> {
          throw new IllegalStateException("a mistake in the sink");
        });
    assertThatThrownBy(() -> retrying.deliver(SinkContract.records(1, 1), SinkContract.TIMEOUT))
        .isInstanceOfSatisfying(
            SinkException.class, e -> assertThat(e.kind()).isEqualTo(SinkException.Kind.TRANSIENT))
        .hasMessage(
            "the sink itself failed: java.lang.IllegalStateException: a mistake in the sink");
    assertThat(retrying.pause()).isGreaterThan(Duration.ZERO);
  }

  /** As when a peer takes connections and ends them again: only what is confirmed counts. */
  @Test
  void thePauseGrowsThoughDeliveriesSeemToSucceedAndEndsWhenSomethingIsConfirmed() {
    signal.stop(Duration.ZERO);
    RetryingSink retrying = new RetryingSink(sink, RETRY, signal, bound -> bound - 1);
    List<Duration> pauses = new ArrayList<>();
    sink.holdBack(true);
    for (int i = 0; i < 3; i++) {
      retrying.deliver(SinkContract.records(1, 1), SinkContract.TIMEOUT);
      retrying.confirmed();
      sink.failNext(1);
      assertThatThrownBy(() -> retrying.deliver(SinkContract.records(2, 2), SinkContract.TIMEOUT))
          .isInstanceOf(SinkException.class);
      pauses.add(retrying.pause());
    }
    sink.holdBack(false);
    retrying.deliver(SinkContract.records(1, 1), SinkContract.TIMEOUT);
    retrying.confirmed();
    sink.failNext(1);
    assertThatThrownBy(() -> retrying.deliver(SinkContract.records(2, 2), SinkContract.TIMEOUT))
        .isInstanceOf(SinkException.class);
    pauses.add(retrying.pause());
    assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 1L);
  }

  @Test
  void aRejectionIsNotWaitedFor() {
    assertThat(pausesOf(SinkException.rejected("no"), 2))
        .containsExactly(Duration.ZERO, Duration.ZERO);
  }

  @Test
  void countsWhatWasDeliveredAndWhatFailed() {
    MeteredSink metered = new MeteredSink(sink, metrics);
    metered.deliver(SinkContract.records(1, 5), SinkContract.TIMEOUT);
    sink.failNext(1);
    assertThatThrownBy(() -> metered.deliver(SinkContract.records(6, 7), SinkContract.TIMEOUT))
        .isInstanceOf(SinkException.class);
    metered.deliver(SinkContract.records(6, 7), SinkContract.TIMEOUT);

    assertThat(metrics.counts("siem")).isEqualTo(new SinkCounts("siem", 2, 7, 1));
    assertThat(metrics.lastError()).contains("the receiver is down");
    assertThat(metrics.lastSuccess()).isPresent();
  }
}
