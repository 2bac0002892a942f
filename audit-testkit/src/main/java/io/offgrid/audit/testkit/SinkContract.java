package io.offgrid.audit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.SinkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What every sink does. Implement it in a test class of yours, with a real receiver that shares no
 * code with the sink. A sink that notices when its receiver is gone implements {@link
 * ReliableSinkContract} too.
 */
public interface SinkContract {
  /** How long a call may take. */
  Duration TIMEOUT = Duration.ofSeconds(10);

  /** The sink under test, the same one for all of a test, closed by nobody else. */
  Sink testee();

  /**
   * The {@code seq} of every record that the receiver of this test has by now, in the order of
   * their arrival, doubles included; of a record that does not arrive as it was delivered, -1.
   */
  List<Long> received();

  /** Waits up to a minute for something that happens soon. */
  static void await(String what, java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within a minute: " + what);
      }
      java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
    }
  }

  /** Records with these numbers. */
  static List<AuditRecord> records(long from, long to) {
    return LongStream.rangeClosed(from, to).<AuditRecord>mapToObj(TestRecords::full).toList();
  }

  private void awaitConfirmed(Sink sink, long seq) {
    await("seq " + seq + " confirmed", () -> sink.confirmed() >= seq);
    assertThat(sink.confirmed()).isEqualTo(seq);
  }

  private void awaitReceived(int count) {
    await(count + " records received", () -> received().size() >= count);
  }

  private static List<Long> numbers(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  @Test
  default void nothingIsConfirmedBeforeAnythingIsDelivered() {
    try (Sink sink = testee()) {
      assertThat(sink.confirmed()).isZero();
    }
  }

  @Test
  default void deliversAllRecordsOnceInTheirOrderAndConfirmsThem() {
    try (Sink sink = testee()) {
      sink.deliver(records(1, 3), TIMEOUT);
      sink.deliver(records(4, 4), TIMEOUT);
      sink.deliver(records(7, 50), TIMEOUT);
      awaitConfirmed(sink, 50);
      awaitReceived(48);
      List<Long> expected = new ArrayList<>(numbers(1, 4));
      expected.addAll(numbers(7, 50));
      assertThat(received()).isEqualTo(expected);
    }
  }

  @Test
  default void hostileContentArrivesAsItIsInItsOwnRecord() {
    try (Sink sink = testee()) {
      List<AuditRecord> nasty =
          TestRecords.nasty().stream().filter(r -> r.json().length() < 7000).toList();
      sink.deliver(nasty, TIMEOUT);
      awaitReceived(nasty.size());
      assertThat(received())
          .containsExactlyElementsOf(nasty.stream().map(AuditRecord::seq).toList());
    }
  }

  @Test
  default void aBatchThatDoesNotBeginAfterTheLastOneStartsOver() {
    try (Sink sink = testee()) {
      sink.deliver(records(1, 9), TIMEOUT);
      awaitConfirmed(sink, 9);
      sink.deliver(records(3, 4), TIMEOUT);
      assertThat(sink.confirmed()).as("9 is of the time before").isLessThanOrEqualTo(4);
      awaitConfirmed(sink, 4);
      awaitReceived(11);
      assertThat(received()).endsWith(9L, 3L, 4L);
    }
  }

  @Test
  default void finishingKeepsWhatIsConfirmedAndDeliveryGoesOnAfterIt() {
    try (Sink sink = testee()) {
      sink.deliver(records(1, 2), TIMEOUT);
      sink.finish(TIMEOUT);
      awaitConfirmed(sink, 2);
      sink.deliver(records(3, 5), TIMEOUT);
      awaitConfirmed(sink, 5);
      awaitReceived(5);
      assertThat(received()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }
  }

  @Test
  default void aTestDeliversTheRecordAndTellsItsSteps() {
    try (Sink sink = testee()) {
      List<String> steps = new ArrayList<>();
      sink.test(TestRecords.full(77), TIMEOUT, steps::add);
      awaitReceived(1);
      assertThat(received()).containsExactly(77L);
      assertThat(steps).isNotEmpty().noneMatch(String::isBlank);
      assertThat(sink.confirmed()).as("a test is not part of the log").isZero();
    }
  }

  @Test
  default void aClosedSinkDeliversNothing() {
    Sink sink = testee();
    sink.close();
    sink.close();
    assertThatThrownBy(() -> sink.deliver(records(1, 1), TIMEOUT))
        .isInstanceOf(SinkException.class);
    assertThat(received()).isEmpty();
  }

  @Test
  default void namesItsTarget() {
    try (Sink sink = testee()) {
      assertThat(sink.target()).isNotBlank().doesNotContain("?", "@");
    }
  }
}
