package io.offgrid.audit.testkit;

import static io.offgrid.audit.testkit.SinkContract.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.SinkException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every sink does that notices when its receiver is gone. */
public interface ReliableSinkContract extends SinkContract {
  /** Ends the receiver as kill -9 would: its connections break, and nobody answers any more. */
  void stopReceiver();

  /** Begins to receive again at the same address; what was received before is kept. */
  void startReceiver();

  /** From now on the receiver takes connections, and neither reads nor answers. */
  void hangReceiver();

  private static Optional<SinkException> failure(Runnable call) {
    try {
      call.run();
      return Optional.empty();
    } catch (SinkException e) {
      return Optional.of(e);
    }
  }

  /** Delivers over and over until the sink says that something was lost. */
  private static SinkException deliverUntilItFails(Sink sink, long from, Duration timeout) {
    for (long seq = from; seq < from + 200_000; seq += 100) {
      long next = seq;
      Optional<SinkException> failed =
          failure(
              () -> {
                sink.deliver(records(next, next + 99), timeout);
                sink.confirmed();
              });
      if (failed.isPresent()) {
        return failed.get();
      }
    }
    throw new AssertionError("the sink has not noticed that its receiver is gone");
  }

  @Test
  default void anAbsentReceiverIsATransientFailureThatNamesTheTarget() {
    stopReceiver();
    try (Sink sink = testee()) {
      assertThatThrownBy(() -> sink.deliver(records(1, 1), TIMEOUT))
          .isInstanceOfSatisfying(
              SinkException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(SinkException.Kind.TRANSIENT);
                assertThat(e).hasMessageContaining(sink.target());
              });
      assertThat(sink.confirmed()).isZero();
    }
  }

  @Test
  default void whatWasNotConfirmedWhenTheReceiverDiedArrivesWhenItIsDeliveredAgain() {
    try (Sink sink = testee()) {
      sink.deliver(records(1, 10), TIMEOUT);
      SinkContract.await("confirmed", () -> sink.confirmed() == 10);
      stopReceiver();
      SinkException failure = deliverUntilItFails(sink, 11, TIMEOUT);
      assertThat(failure.kind()).isEqualTo(SinkException.Kind.TRANSIENT);
      startReceiver();
      sink.deliver(records(11, 400), TIMEOUT);
      SinkContract.await("confirmed", () -> sink.confirmed() == 400);
      Set<Long> all = new HashSet<>(LongStream.rangeClosed(1, 400).boxed().toList());
      SinkContract.await("all received", () -> received().containsAll(all));
    }
  }

  @Test
  default void aReceiverThatHangsFailsTheCallInTime() {
    hangReceiver();
    try (Sink sink = testee()) {
      SinkException failure = deliverUntilItFails(sink, 1, Duration.ofMillis(300));
      assertThat(failure.kind()).isEqualTo(SinkException.Kind.TRANSIENT);
      assertThat(received()).isEmpty();
    }
  }

  @Test
  default void closingEndsACallThatHangs() throws InterruptedException {
    hangReceiver();
    Sink sink = testee();
    Thread delivering =
        new Thread(
            () -> failure(() -> deliverUntilItFails(sink, 1, Duration.ofMinutes(5))), "delivering");
    delivering.start();
    SinkContract.await("delivering", () -> isDelivering(delivering));
    sink.close();
    delivering.join(Duration.ofMinutes(1).toMillis());
    assertThat(delivering.isAlive()).as("still delivering").isFalse();
  }

  private static boolean isDelivering(Thread thread) {
    List<StackTraceElement> stack = List.of(thread.getStackTrace());
    return stack.stream().anyMatch(frame -> frame.getMethodName().equals("deliver"));
  }

  @Test
  default void testingAnAbsentReceiverSaysWhatFailed() {
    stopReceiver();
    try (Sink sink = testee()) {
      assertThatThrownBy(() -> sink.test(TestRecords.full(1), TIMEOUT, step -> {}))
          .isInstanceOf(SinkException.class)
          .hasMessageContaining(sink.target());
    }
  }
}
