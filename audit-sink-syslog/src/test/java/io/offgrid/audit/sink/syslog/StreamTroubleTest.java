package io.offgrid.audit.sink.syslog;

import static io.offgrid.audit.testkit.SinkContract.await;
import static io.offgrid.audit.testkit.SinkContract.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.spi.SinkException;
import io.offgrid.audit.testkit.RecordFixture;
import io.offgrid.audit.testkit.TestRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sink makes of receivers that fail in ways of their own. */
class StreamTroubleTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LONG = Duration.ofMinutes(10);

  private final StreamReceiver receiver = StreamReceiver.countingOctets();
  private final SettingsDraft draft = SettingsDraft.to(SyslogProtocol.TCP, receiver.port());
  private final List<SyslogSink> sinks = new ArrayList<>();

  @AfterEach
  void stop() {
    sinks.forEach(SyslogSink::close);
    receiver.close();
  }

  private SyslogSink sink() {
    SyslogSink sink = draft.sink();
    sinks.add(sink);
    return sink;
  }

  private static SinkException awaitFailure(SyslogSink sink) {
    List<SinkException> failures = new ArrayList<>();
    await(
        "a failure",
        () -> {
          try {
            sink.confirmed();
          } catch (SinkException e) {
            failures.add(e);
          }
          return !failures.isEmpty();
        });
    return failures.get(0);
  }

  private void deliverAndAwait(SyslogSink sink, long from, long to) {
    int before = receiver.numbers().size();
    sink.deliver(records(from, to), TIMEOUT);
    await("read", () -> receiver.numbers().size() == before + to - from + 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aReceiverThatEndsTheConnectionBeforeABatchHasSettledLosesIt(boolean withReset) {
    draft.settle = LONG;
    SyslogSink sink = sink();
    deliverAndAwait(sink, 1, 3);
    receiver.hangUp(withReset);
    assertThat(awaitFailure(sink))
        .hasMessage(
            sink.target()
                + (withReset
                    ? ": the connection broke: Connection reset"
                    : ": the receiver ended the connection"));
    assertThat(sink.confirmed()).as("told once").isZero();
  }

  @Test
  void theNextBatchIsNotSentWhereOneBeforeItWasLost() {
    draft.settle = LONG;
    SyslogSink sink = sink();
    deliverAndAwait(sink, 1, 3);
    receiver.hangUp(false);
    List<SinkException> failures = new ArrayList<>();
    for (long seq = 4; failures.isEmpty(); seq++) {
      try {
        sink.deliver(records(seq, seq), TIMEOUT);
      } catch (SinkException e) {
        failures.add(e);
      }
    }
    assertThat(receiver.accepted()).isEqualTo(1);
    deliverAndAwait(sink, 1, 4);
    assertThat(receiver.numbers()).endsWith(1L, 2L, 3L, 4L);
  }

  @Test
  void aConnectionThatEndsWhenAllHasSettledIsMadeAnewInSilence() {
    SyslogSink sink = sink();
    deliverAndAwait(sink, 1, 3);
    await("confirmed", () -> sink.confirmed() == 3);
    receiver.hangUp(false);
    await("noticed", () -> !threads().contains("audit-syslog-reader"));
    sink.deliver(records(4, 4), TIMEOUT);
    await("confirmed", () -> sink.confirmed() == 4);
    assertThat(receiver.numbers()).containsExactly(1L, 2L, 3L, 4L);
    assertThat(receiver.accepted()).isEqualTo(2);
  }

  /** Another sink, which settles soon, tells that time has passed. */
  @Test
  void aBatchIsNotConfirmedBeforeItHasSettled() {
    draft.settle = LONG;
    SyslogSink slow = sink();
    deliverAndAwait(slow, 1, 3);
    draft.settle = Duration.ofMillis(50);
    SyslogSink quick = sink();
    deliverAndAwait(quick, 4, 6);
    await("settled", () -> quick.confirmed() == 6);
    assertThat(slow.confirmed()).isZero();
  }

  @Test
  void whatWasConfirmedStaysSoWhenTheConnectionBreaksLater() {
    SyslogSink sink = sink();
    deliverAndAwait(sink, 1, 3);
    await("confirmed", () -> sink.confirmed() == 3);
    receiver.hangUp(true);
    assertThat(sink.confirmed()).isEqualTo(3);
  }

  @Test
  void anOrderlyEndConfirmsEverything() {
    draft.settle = LONG;
    SyslogSink sink = sink();
    sink.deliver(records(1, 300), TIMEOUT);
    assertThat(sink.confirmed()).isZero();
    sink.finish(TIMEOUT);
    assertThat(sink.confirmed()).isEqualTo(300);
    assertThat(receiver.numbers()).hasSize(300);
  }

  @Test
  void aReceiverThatDoesNotEndTheConnectionConfirmsNothing() {
    draft.settle = LONG;
    receiver.keepOpen();
    SyslogSink sink = sink();
    sink.deliver(records(1, 3), TIMEOUT);
    assertThatThrownBy(() -> sink.finish(Duration.ofMillis(100)))
        .isInstanceOf(SinkException.class)
        .hasMessage(
            sink.target()
                + ": no orderly end of the connection: the receiver did not end it in time");
    assertThat(sink.confirmed()).isZero();
  }

  @Test
  void aConnectionThatWasEndedBeforeOursIsNoOrderlyEnd() {
    draft.settle = LONG;
    SyslogSink sink = sink();
    deliverAndAwait(sink, 1, 3);
    receiver.hangUp(true);
    assertThatThrownBy(() -> sink.finish(TIMEOUT)).isInstanceOf(SinkException.class);
    assertThat(sink.confirmed()).isZero();
  }

  @Test
  void finishingWithoutAConversationDoesNothing() {
    SyslogSink sink = sink();
    sink.finish(TIMEOUT);
    assertThat(receiver.accepted()).isZero();
  }

  @Test
  void aReceiverThatTakesNothingFailsTheCallAfterTheWriteTimeout() {
    draft.writeTimeout = Duration.ofMillis(200);
    receiver.hang();
    SyslogSink sink = sink();
    assertThatThrownBy(
            () -> {
              for (long seq = 1; seq < 1_000_000; seq += 1000) {
                sink.deliver(records(seq, seq + 999), LONG);
              }
            })
        .isInstanceOf(SinkException.class)
        .hasMessage(sink.target() + ": the receiver took nothing for 200 ms");
    assertThat(sink.confirmed()).isZero();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatTheReceiversHostHasNotAcknowledgedIsNotConfirmed() {
    receiver.hang();
    draft.maxMessageBytes = 1 << 20;
    SyslogSink sink = sink();
    sink.deliver(records(1, 1), TIMEOUT);
    sink.deliver(
        List.of(
            RecordFixture.builder(2).details("{\"a\":\"" + "x".repeat(200_000) + "\"}").build()),
        TIMEOUT);
    await("the small one confirmed", () -> sink.confirmed() == 1);
    long looks = System.nanoTime() + 3 * draft.settle.toNanos();
    await("settled", () -> sink.confirmed() > 1 || System.nanoTime() - looks > 0);
    assertThat(sink.confirmed()).isEqualTo(1);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aHostThatAcknowledgesNothingAnyMoreIsGivenUp() {
    draft.writeTimeout = Duration.ofSeconds(1);
    draft.maxMessageBytes = 1 << 20;
    receiver.hang();
    SyslogSink sink = sink();
    sink.deliver(
        List.of(
            RecordFixture.builder(2).details("{\"a\":\"" + "x".repeat(200_000) + "\"}").build()),
        TIMEOUT);
    assertThat(awaitFailure(sink))
        .hasMessage(sink.target() + ": the receiver's host has acknowledged nothing for 1000 ms");
  }

  @Test
  void anUnknownHostIsAFailureThatSaysSo() {
    draft.address = "no-such-host.invalid:514";
    SyslogSink sink = sink();
    assertThatThrownBy(() -> sink.deliver(records(1, 1), TIMEOUT))
        .isInstanceOf(SinkException.class)
        .hasMessage("tcp://no-such-host.invalid:514: the host is not known");
  }

  @Test
  void aClosedPortIsAFailureThatSaysSo() {
    receiver.stop();
    SyslogSink sink = sink();
    assertThatThrownBy(() -> sink.deliver(records(1, 1), TIMEOUT))
        .isInstanceOf(SinkException.class)
        .hasMessage(sink.target() + ": Connection refused");
  }

  @Test
  void aTestTellsEachStep() {
    List<String> steps = new ArrayList<>();
    sink().test(TestRecords.full(1), TIMEOUT, steps::add);
    assertThat(String.join("\n", steps))
        .matches(
            "resolved 127.0.0.1 to 127.0.0.1 in \\d+ ms\n"
                + "connected to 127.0.0.1:"
                + receiver.port()
                + " in \\d+ ms\n"
                + "sent \\d+ bytes\n"
                + "the receiver has read them and ended the connection in \\d+ ms");
  }

  @Test
  void aTestSaysWhereNothingTells() {
    receiver.keepOpen();
    List<String> steps = new ArrayList<>();
    sink().test(TestRecords.full(1), Duration.ofSeconds(2), steps::add);
    assertThat(steps)
        .endsWith("the receiver has not ended the connection: it may have read them or not");
  }

  @Test
  void nothingRunsOnAfterClosing() {
    SyslogSink sink = sink();
    deliverAndAwait(sink, 1, 3);
    sink.finish(TIMEOUT);
    deliverAndAwait(sink, 4, 5);
    sink.test(TestRecords.full(1), TIMEOUT, step -> {});
    assertThat(threads()).isNotEmpty();
    sink.close();
    await("no thread left", () -> threads().isEmpty());
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("audit-syslog"))
        .toList();
  }

  @Test
  void cefIsOnALineOfItsOwn() {
    try (StreamReceiver lines = StreamReceiver.readingLines()) {
      draft.address = "127.0.0.1:" + lines.port();
      draft.framing = "newline";
      draft.format = SyslogFormat.CEF;
      SyslogSink sink = sink();
      sink.deliver(TestRecords.nasty(), TIMEOUT);
      sink.finish(TIMEOUT);
      assertThat(lines.messages())
          .hasSize(TestRecords.nasty().size())
          .allMatch(message -> message.msg().startsWith("CEF:0|OffGrid|Audit|1|"));
    }
  }

  @Test
  void theNameOfThisHostIsTheDefault() {
    draft.hostname = Optional.empty();
    SyslogSink sink = sink();
    deliverAndAwait(sink, 1, 1);
    draft.hostname = Optional.of("given.example");
    SyslogSink other = sink();
    deliverAndAwait(other, 1, 1);
    assertThat(receiver.messages()).extracting(Parsed::hostname).last().isEqualTo("given.example");
    assertThat(receiver.messages()).extracting(Parsed::hostname).first().isNotEqualTo("-");
    assertThat(receiver.messages())
        .extracting(Parsed::procId)
        .containsOnly(Long.toString(ProcessHandle.current().pid()));
  }
}
