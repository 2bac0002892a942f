package io.offgrid.audit.sink.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.offgrid.audit.spi.SinkException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ServerSocketFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RelpTransportTest {
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final Duration SHORT = Duration.ofMillis(300);

  /** The JVM's own, for all timers, and the receiver's. */
  private static final Set<String> OTHERS = Set.of("CompletableFutureDelayScheduler", "receiver");

  @Test
  void deliversMessagesByteForByteInOrderAndSaysGoodbye() throws Exception {
    List<byte[]> sent = messages(10_000);
    sent.add("<109>1 with\nnewlines\n\nand \u0000 and grüße 日本語".getBytes(UTF_8));
    sent.add(new byte[] {0, (byte) 0xff, '\n', ' ', (byte) 0xfe});
    sent.add(new byte[300_000]);
    try (RelpReceiver receiver = new RelpReceiver(RelpReceiver::polite);
        RelpTransport transport = transport(receiver)) {
      transport.send(sent, 77, LONG);
      assertThat(receiver.messages()).containsExactlyElementsOf(sent);
      assertThat(transport.confirmed()).isEqualTo(77);
      assertThat(receiver.goodbyes()).isZero();
      transport.finish(LONG);
      assertThat(receiver.goodbyes()).isEqualTo(1);
    }
  }

  @Test
  void sendsBatchAfterBatchOverOneConnection() throws Exception {
    try (RelpReceiver receiver = new RelpReceiver(RelpReceiver::polite);
        RelpTransport transport = transport(receiver)) {
      for (int i = 1; i <= 5; i++) {
        transport.send(messages(3), i, LONG);
      }
      assertThat(transport.confirmed()).isEqualTo(5);
      assertThat(receiver.messages()).hasSize(15);
      assertThat(receiver.connections()).isEqualTo(1);
    }
  }

  @Test
  void doesNotWaitForAnAnswerBeforeItSendsTheNextMessage() throws Exception {
    AtomicInteger before = new AtomicInteger();
    try (RelpReceiver receiver =
            new RelpReceiver(
                peer -> {
                  peer.open();
                  List<Integer> numbers = peer.take(RelpConversation.WINDOW);
                  before.set(numbers.size());
                  for (int number : numbers) {
                    peer.acknowledge(number);
                  }
                  peer.acknowledgeAll();
                });
        RelpTransport transport = transport(receiver)) {
      transport.send(messages(3 * RelpConversation.WINDOW), 1, LONG);
      assertThat(before).hasValue(RelpConversation.WINDOW);
    }
  }

  @Test
  void takesAnswersInAnyOrder() throws Exception {
    try (RelpReceiver receiver =
            new RelpReceiver(
                peer -> {
                  peer.open();
                  List<Integer> numbers = peer.take(10);
                  Collections.reverse(numbers);
                  for (int number : numbers) {
                    peer.acknowledge(number);
                  }
                  peer.awaitEnd();
                });
        RelpTransport transport = transport(receiver)) {
      transport.send(messages(10), 10, LONG);
      assertThat(transport.confirmed()).isEqualTo(10);
    }
  }

  @Test
  void worksAgainWhenTheReceiverWasRestarted() throws Exception {
    RelpReceiver first = new RelpReceiver(RelpReceiver::polite);
    try (RelpTransport transport = transport(first)) {
      transport.send(messages(3), 3, LONG);
      int port = first.port();
      first.close();
      assertFails(
          () -> transport.send(messages(3), 6, LONG),
          first.target() + ": Connection refused (connecting to 127.0.0.1 port " + port + ")");
      assertThat(transport.confirmed()).isEqualTo(3);
      try (RelpReceiver second =
          new RelpReceiver(ServerSocketFactory.getDefault(), port, RelpReceiver::polite)) {
        transport.send(messages(3), 6, LONG);
        assertThat(second.messages()).hasSize(3);
        assertThat(transport.confirmed()).isEqualTo(6);
      }
    }
  }

  @Test
  void beginsANewConversationWhenTheReceiverEndedTheLastBetweenBatches() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (RelpReceiver receiver =
            new RelpReceiver(
                peer -> {
                  peer.open();
                  peer.acknowledge(peer.take(1).get(0));
                  peer.socket.close();
                  ended.countDown();
                });
        RelpTransport transport = transport(receiver)) {
      transport.send(messages(1), 1, LONG);
      ended.await();
      transport.send(messages(1), 2, LONG);
      assertThat(receiver.connections()).isEqualTo(2);
    }
  }

  @Test
  void anotherThreadsCloseEndsASendThatWaits() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    try (RelpReceiver receiver =
        new RelpReceiver(
            peer -> {
              peer.open();
              peer.take(1);
              waiting.countDown();
              peer.awaitEnd();
            })) {
      RelpTransport transport = transport(receiver);
      closeAfter(waiting, transport);
      assertFails(
          () -> transport.send(messages(1), 1, LONG),
          receiver.target() + ": closed (delivering a message)");
    }
  }

  @Test
  void anotherThreadsCloseEndsASendThatWrites() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    try (RelpReceiver receiver =
        new RelpReceiver(
            peer -> {
              peer.open();
              peer.socket.getInputStream().readNBytes(1 << 20);
              waiting.countDown();
              await(over);
            })) {
      RelpTransport transport = transport(receiver);
      closeAfter(waiting, transport);
      assertFails(
          () -> transport.send(List.of(new byte[50 << 20]), 1, LONG),
          receiver.target() + ": closed (delivering a message)");
    } finally {
      over.countDown();
    }
  }

  @Test
  void anInterruptEndsASend() throws Exception {
    try (RelpReceiver receiver = new RelpReceiver(RelpReceiver::polite);
        RelpTransport transport = transport(receiver)) {
      transport.send(messages(1), 1, LONG);
      Thread.currentThread().interrupt();
      assertFails(
          () -> transport.send(messages(1), 2, LONG),
          receiver.target() + ": interrupted (delivering a message)");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void sendsNothingAfterItWasClosed() throws Exception {
    try (RelpReceiver receiver = new RelpReceiver(RelpReceiver::polite)) {
      RelpTransport transport = transport(receiver);
      transport.send(messages(1), 1, LONG);
      transport.close();
      transport.close();
      transport.finish(LONG);
      assertFails(() -> transport.send(messages(1), 2, LONG), receiver.target() + ": closed");
    }
  }

  @Test
  void leavesNoThread() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (RelpReceiver receiver = new RelpReceiver(RelpReceiver::polite)) {
      try (RelpTransport transport = transport(receiver)) {
        transport.send(messages(1), 1, LONG);
      }
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (!before.contains(thread) && !OTHERS.contains(thread.getName())) {
          thread.join(LONG.toMillis());
          assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
      }
    }
  }

  @Test
  void startingOverForgetsWhatWasConfirmed() throws Exception {
    try (RelpReceiver receiver = new RelpReceiver(RelpReceiver::polite);
        RelpTransport transport = transport(receiver)) {
      transport.send(messages(1), 5, LONG);
      transport.startOver();
      assertThat(transport.confirmed()).isZero();
      transport.send(messages(1), 2, LONG);
      assertThat(transport.confirmed()).isEqualTo(2);
    }
  }

  @Test
  void finishingSaysGoodbyeAndALaterSendBeginsAnew() throws Exception {
    try (RelpReceiver receiver = new RelpReceiver(RelpReceiver::polite);
        RelpTransport transport = transport(receiver)) {
      transport.finish(LONG);
      transport.send(messages(1), 1, LONG);
      transport.finish(LONG);
      assertThat(transport.confirmed()).isEqualTo(1);
      transport.send(messages(1), 2, LONG);
      assertThat(receiver.connections()).isEqualTo(2);
    }
  }

  @Test
  void finishingFailsNotWhenNobodyAnswersTheGoodbye() throws Exception {
    try (RelpReceiver receiver =
            new RelpReceiver(
                peer -> {
                  peer.open();
                  peer.acknowledge(peer.take(1).get(0));
                  peer.awaitEnd();
                });
        RelpTransport transport = transport(receiver)) {
      transport.send(messages(1), 1, LONG);
      transport.finish(SHORT);
      assertThat(transport.confirmed()).isEqualTo(1);
    }
  }

  @Test
  void testTellsEachStepAndLeavesTheConversationAlone() throws Exception {
    List<String> steps = new ArrayList<>();
    try (RelpReceiver receiver = new RelpReceiver(RelpReceiver::polite);
        RelpTransport transport = transport(receiver)) {
      transport.send(messages(1), 1, LONG);
      transport.test("hello".getBytes(UTF_8), LONG, steps::add);
      transport.send(messages(1), 2, LONG);
      assertThat(steps)
          .map(step -> step.replaceAll("\\d+ ms", "N ms"))
          .containsExactly(
              "connected to 127.0.0.1:" + receiver.port() + " in N ms",
              "conversation opened: RELP 0, librelp,1.11.0,http://librelp.adiscon.com",
              "message acknowledged in N ms",
              "conversation closed");
      assertThat(receiver.connections()).isEqualTo(2);
      assertThat(receiver.messages()).hasSize(3).contains("hello".getBytes(UTF_8));
    }
  }

  static List<byte[]> messages(int count) {
    return new ArrayList<>(
        IntStream.rangeClosed(1, count)
            .mapToObj(i -> ("<109>1 - h a - m - message " + i).getBytes(UTF_8))
            .toList());
  }

  static void assertFails(ThrowingCallable call, String why) {
    assertThatExceptionOfType(SinkException.class)
        .isThrownBy(call)
        .withMessage(why)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(SinkException.Kind.TRANSIENT));
  }

  static RelpTransport transport(RelpReceiver receiver) {
    return new RelpTransport(receiver.address(), LONG, Optional.empty(), receiver.target());
  }

  private static void closeAfter(CountDownLatch latch, RelpTransport transport) {
    Thread closing =
        new Thread(
            () -> {
              try {
                latch.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              transport.close();
            });
    closing.setDaemon(true);
    closing.start();
  }

  static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
