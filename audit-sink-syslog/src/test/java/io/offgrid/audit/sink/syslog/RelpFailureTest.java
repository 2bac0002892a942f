package io.offgrid.audit.sink.syslog;

import static io.offgrid.audit.sink.syslog.RelpTransportTest.assertFails;
import static io.offgrid.audit.sink.syslog.RelpTransportTest.await;
import static io.offgrid.audit.sink.syslog.RelpTransportTest.messages;
import static io.offgrid.audit.sink.syslog.RelpTransportTest.transport;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.offgrid.audit.spi.SinkException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a batch when the receiver does not take it as it should. */
@Timeout(60)
class RelpFailureTest {
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void confirmsNothingBeforeTheLastAnswer() throws Exception {
    try (RelpReceiver receiver =
            new RelpReceiver(
                peer -> {
                  peer.open();
                  for (int number : peer.take(10).subList(0, 9)) {
                    peer.acknowledge(number);
                  }
                  peer.awaitEnd();
                });
        RelpTransport transport = transport(receiver)) {
      assertFails(
          () -> transport.send(messages(10), 10, SHORT),
          receiver.target() + ": not done within 300 ms (delivering 10 messages)");
      assertThat(transport.confirmed()).isZero();
    }
  }

  @Test
  void failsWhenAMessageIsRefused() throws Exception {
    try (RelpReceiver receiver =
            new RelpReceiver(
                peer -> {
                  peer.open();
                  List<Integer> numbers = peer.take(3);
                  peer.acknowledge(numbers.get(0));
                  peer.answer(numbers.get(1), "500 queue \u001b[31mfull");
                  peer.acknowledge(numbers.get(2));
                  peer.awaitEnd();
                });
        RelpTransport transport = transport(receiver)) {
      assertFails(
          () -> transport.send(messages(3), 3, LONG),
          receiver.target()
              + ": the receiver answered 500 queue ?[31mfull (delivering 3 messages)");
      assertThat(transport.confirmed()).isZero();
    }
  }

  /** There is nothing to compare it with, so it must say so for long. */
  @Test
  void aReceiverThatRefusesASingleMessageFifteenTimesInARowMeansIt() throws Exception {
    try (RelpReceiver receiver =
            new RelpReceiver(
                peer -> {
                  peer.open();
                  peer.answer(peer.take(1).get(0), "500 no");
                  peer.awaitEnd();
                });
        RelpTransport transport = transport(receiver)) {
      for (int i = 1; i < 15; i++) {
        assertThat(refusal(transport)).isEqualTo(SinkException.Kind.TRANSIENT);
      }
      assertThat(refusal(transport)).isEqualTo(SinkException.Kind.REJECTED);
      assertThat(refusal(transport)).isEqualTo(SinkException.Kind.REJECTED);
    }
  }

  private static SinkException.Kind refusal(RelpTransport transport) {
    SinkException refusal =
        catchThrowableOfType(SinkException.class, () -> transport.send(messages(1), 1, LONG));
    return refusal.kind();
  }

  /** It may end the connection instead of answering the rest. */
  @Test
  void tellsWhatWasRefusedThoughTheConnectionEndsThen() throws Exception {
    try (RelpReceiver receiver =
            new RelpReceiver(
                peer -> {
                  peer.open();
                  peer.answer(peer.take(10).get(0), "500 no");
                });
        RelpTransport transport = transport(receiver)) {
      assertFails(
          () -> transport.send(messages(10), 10, LONG),
          receiver.target() + ": the receiver answered 500 no (delivering 10 messages)");
    }
  }

  @Test
  void failsWhenTheReceiverClosesTheConnectionMidBatch() throws Exception {
    try (RelpReceiver receiver =
            new RelpReceiver(
                peer -> {
                  peer.open();
                  peer.acknowledge(peer.take(10).get(0));
                });
        RelpTransport transport = transport(receiver)) {
      assertFails(
          () -> transport.send(messages(10), 10, LONG),
          receiver.target() + ": the receiver closed the connection (delivering 10 messages)");
    }
  }

  @Test
  void failsWhenTheReceiverResetsTheConnection() throws Exception {
    try (RelpReceiver receiver =
            new RelpReceiver(
                peer -> {
                  peer.open();
                  peer.take(10);
                  peer.socket.setSoLinger(true, 0);
                });
        RelpTransport transport = transport(receiver)) {
      assertFails(
          () -> transport.send(messages(10), 10, LONG),
          receiver.target() + ": Connection reset (delivering 10 messages)");
    }
  }

  @Test
  void failsWhenTheReceiverEndsTheConversationButNotTheConnection() throws Exception {
    try (RelpReceiver receiver =
            new RelpReceiver(
                peer -> {
                  peer.open();
                  peer.take(1);
                  peer.say("0 serverclose 0\n");
                  peer.awaitEnd();
                });
        RelpTransport transport = transport(receiver)) {
      assertFails(
          () -> transport.send(messages(1), 1, LONG),
          receiver.target() + ": the receiver ended the conversation (delivering a message)");
    }
  }

  @Test
  void passesOverHintsThatItDoesNotKnow() throws Exception {
    try (RelpReceiver receiver =
            new RelpReceiver(
                peer -> {
                  peer.open();
                  int number = peer.take(1).get(0);
                  peer.say("0 weather 4 rain\n");
                  peer.acknowledge(number);
                  peer.awaitEnd();
                });
        RelpTransport transport = transport(receiver)) {
      transport.send(messages(1), 1, LONG);
      assertThat(transport.confirmed()).isEqualTo(1);
    }
  }

  @Test
  void takesNoOtherCommandForAnAnswer() throws Exception {
    try (RelpReceiver receiver =
            new RelpReceiver(
                peer -> {
                  peer.open();
                  peer.say(peer.take(1).get(0) + " syslog 6 200 OK\n");
                  peer.awaitEnd();
                });
        RelpTransport transport = transport(receiver)) {
      assertFails(
          () -> transport.send(messages(1), 1, LONG),
          receiver.target() + ": an answer to what was not asked (delivering a message)");
    }
  }

  @Test
  void takesASecondAnswerToOneMessageForNoOther() throws Exception {
    try (RelpReceiver receiver =
            new RelpReceiver(
                peer -> {
                  peer.open();
                  int number = peer.take(2).get(0);
                  peer.acknowledge(number);
                  peer.acknowledge(number);
                  peer.awaitEnd();
                });
        RelpTransport transport = transport(receiver)) {
      assertFails(
          () -> transport.send(messages(2), 2, LONG),
          receiver.target() + ": an answer to what was not asked (delivering 2 messages)");
    }
  }

  @Test
  void keepsTheTimeoutWhenBytesDripInFasterThanIt() throws Exception {
    try (RelpReceiver receiver =
            new RelpReceiver(
                peer -> {
                  peer.open();
                  peer.take(1);
                  while (true) {
                    peer.say("0 weather 4 rain\n");
                  }
                });
        RelpTransport transport = transport(receiver)) {
      assertFails(
          () -> transport.send(messages(1), 1, SHORT),
          receiver.target() + ": not done within 300 ms (delivering a message)");
    }
  }

  @Test
  void keepsTheTimeoutOfALaterBatchToo() throws Exception {
    try (RelpReceiver receiver =
            new RelpReceiver(
                peer -> {
                  peer.open();
                  peer.acknowledge(peer.take(1).get(0));
                  peer.awaitEnd();
                });
        RelpTransport transport = transport(receiver)) {
      transport.send(messages(1), 1, LONG);
      assertFails(
          () -> transport.send(messages(1), 2, SHORT),
          receiver.target() + ": not done within 300 ms (delivering a message)");
      assertThat(transport.confirmed()).isEqualTo(1);
    }
  }

  @Test
  void hangsUpAfterAFailure() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    try (RelpReceiver receiver =
            new RelpReceiver(
                peer -> {
                  peer.open();
                  peer.answer(peer.take(1).get(0), "500 no");
                  peer.awaitEnd();
                  gone.countDown();
                });
        RelpTransport transport = transport(receiver)) {
      assertFails(
          () -> transport.send(messages(1), 1, LONG),
          receiver.target() + ": the receiver answered 500 no (delivering a message)");
      gone.await();
    }
  }

  @Test
  void keepsTheTimeoutWhenTheReceiverReadsNothing() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (RelpReceiver receiver =
            new RelpReceiver(
                peer -> {
                  peer.open();
                  await(over);
                });
        RelpTransport transport = transport(receiver)) {
      assertFails(
          () -> transport.send(List.of(new byte[50 << 20]), 1, SHORT),
          receiver.target() + ": not done within 300 ms (delivering a message)");
    } finally {
      over.countDown();
    }
  }

  @Test
  void keepsTheTimeoutWhenTheReceiverNeverAnswersOpen() throws Exception {
    try (RelpReceiver receiver = new RelpReceiver(RelpReceiver.Peer::awaitEnd);
        RelpTransport transport = transport(receiver)) {
      assertFails(
          () -> transport.send(messages(1), 1, SHORT),
          receiver.target() + ": not done within 300 ms (opening the conversation)");
    }
  }

  @Test
  void saysWhyTheReceiverDidNotOpenTheConversation() throws Exception {
    try (RelpReceiver receiver =
            new RelpReceiver(
                peer -> {
                  peer.answer(peer.take(1).get(0), "500 not you\nrelp_version=0");
                  peer.awaitEnd();
                });
        RelpTransport transport = transport(receiver)) {
      assertFails(
          () -> transport.send(messages(1), 1, LONG),
          receiver.target() + ": the receiver answered 500 not you (opening the conversation)");
    }
  }

  @Test
  void failsWhenTheReceiverTakesOtherCommandsOnly() throws Exception {
    try (RelpReceiver receiver =
            new RelpReceiver(
                peer -> {
                  peer.answer(peer.take(1).get(0), "200 OK\nrelp_version=0\ncommands=eventlog");
                  peer.awaitEnd();
                });
        RelpTransport transport = transport(receiver)) {
      assertFails(
          () -> transport.send(messages(1), 1, LONG),
          receiver.target() + ": the receiver takes no syslog messages (opening the conversation)");
    }
  }
}
