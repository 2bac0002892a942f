package io.offgrid.audit.sink.webhook;

import static io.offgrid.audit.testkit.SinkContract.TIMEOUT;
import static io.offgrid.audit.testkit.SinkContract.await;
import static io.offgrid.audit.testkit.SinkContract.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.SinkException;
import io.offgrid.audit.testkit.TestRecords;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 3, unit = TimeUnit.MINUTES) // Against hanging for ever only.
class ConnectionTest {
  private static final String NAMED = "http://siem.example/hook?token=hidden";

  private final RawReceiver receiver = new RawReceiver();
  private final CountDownLatch never = new CountDownLatch(1);
  private final CountDownLatch asked = new CountDownLatch(1);

  @AfterEach
  void close() {
    receiver.close();
    never.countDown();
  }

  private Sink sink() {
    return sink(receiver.url("/hook"), Dns.SYSTEM);
  }

  private static Sink sink(Dns dns) {
    return sink(NAMED, dns);
  }

  /** Connections are kept for longer than any test takes. */
  private static Sink sink(String url, Dns dns) {
    return new WebhookSink(Webhooks.to(url).settings(), Webhooks.CLOCK, dns, Duration.ofHours(1));
  }

  private List<InetAddress> neverAnswers(String host) throws UnknownHostException {
    asked.countDown();
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new UnknownHostException(host);
  }

  private static SinkException failure(Sink sink, Duration timeout) {
    return catchThrowableOfType(SinkException.class, () -> sink.deliver(records(1, 1), timeout));
  }

  @Test
  void closingEndsTheConnectionThatWasKept() {
    try (Sink sink = sink()) {
      sink.deliver(records(1, 1), TIMEOUT);
      assertThat(receiver.ended()).isZero();
    }
    await("end of the connection", () -> receiver.ended() == 1);
  }

  @Test
  void anIdleConnectionIsEnded() {
    WebhookSettings settings = Webhooks.to(receiver.url("/hook")).settings();
    try (Sink sink = new WebhookSink(settings, Webhooks.CLOCK, Dns.SYSTEM, Duration.ofMillis(1))) {
      sink.deliver(records(1, 1), TIMEOUT);
      await("end of the connection", () -> receiver.ended() == 1);
    }
  }

  @Test
  void aConnectionSendsAtOnceWhatIsWritten() throws IOException {
    SocketFactory sockets =
        Clients.of(Webhooks.to(NAMED).settings(), Dns.SYSTEM, Duration.ofSeconds(1))
            .socketFactory();
    try (Socket socket = sockets.createSocket()) {
      assertThat(socket.getTcpNoDelay()).isTrue();
    }
  }

  @Test
  void aTestEndsItsConnectionAndLeavesTheOtherOne() {
    try (Sink sink = sink()) {
      sink.deliver(records(1, 1), TIMEOUT);
      sink.test(TestRecords.full(9), TIMEOUT, step -> {});
      assertThat(receiver.connections()).isEqualTo(2);
      await("end of the connection", () -> receiver.ended() == 1);
      sink.deliver(records(2, 2), TIMEOUT);
      assertThat(receiver.connections()).isEqualTo(2);
      assertThat(sink.confirmed()).isEqualTo(2);
    }
  }

  @Test
  void noThreadKeepsTheJvmAlive() {
    try (Sink sink = sink()) {
      sink.deliver(records(1, 1), TIMEOUT);
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> thread.getName().matches("(OkHttp|Okio|offgrid).*"))
          .isNotEmpty()
          .allMatch(Thread::isDaemon);
    }
  }

  @Test
  void aClosedSinkSaysSo() {
    Sink sink = sink();
    sink.close();
    assertThat(failure(sink, TIMEOUT)).hasMessage(receiver.url("/hook") + ": the sink is closed");
    assertThatThrownBy(() -> sink.test(TestRecords.full(1), TIMEOUT, step -> {}))
        .hasMessage(receiver.url("/hook") + ": the sink is closed");
    assertThat(receiver.connections()).isZero();
  }

  @Test
  void aHungReceiverIsToldFromAnAbsentOne() {
    receiver.hang();
    try (Sink sink = sink()) {
      assertThat(failure(sink, Duration.ofMillis(300)))
          .hasMessage(
              receiver.url("/hook") + ": timed out after 300 ms while waiting for an answer");
      receiver.stop();
      String address = receiver.url("").substring("http://".length());
      assertThat(failure(sink, TIMEOUT))
          .hasMessage(
              "%s: Failed to connect to /%s: Connection refused", receiver.url("/hook"), address);
    }
  }

  @Test
  void anAnswerBeforeTheWholeBatchAcceptsNothing() {
    receiver.answerEarly();
    try (Sink sink = sink()) {
      SinkException failure =
          catchThrowableOfType(
              SinkException.class, () -> sink.deliver(records(1, 40_000), TIMEOUT));
      assertThat(failure)
          .hasMessage(receiver.url("/hook") + ": answered 200 before it had the whole batch");
      assertThat(failure.kind()).isEqualTo(SinkException.Kind.TRANSIENT);
      assertThat(sink.confirmed()).isZero();
    }
  }

  @Test
  void startingOverForgetsWhatWasConfirmedAlsoWhenItFails() {
    try (Sink sink = sink()) {
      sink.deliver(records(1, 9), TIMEOUT);
      receiver.stop();
      assertThatThrownBy(() -> sink.deliver(records(10, 12), TIMEOUT))
          .isInstanceOf(SinkException.class);
      assertThat(sink.confirmed()).isEqualTo(9);
      assertThatThrownBy(() -> sink.deliver(records(3, 4), TIMEOUT))
          .isInstanceOf(SinkException.class);
      assertThat(sink.confirmed()).isZero();
    }
  }

  @Test
  void anInterruptEndsACallAndIsKept() throws Exception {
    receiver.hang();
    try (Sink sink = sink()) {
      FutureTask<Boolean> delivery =
          new FutureTask<>(
              () -> {
                Thread.currentThread().interrupt();
                assertThat(failure(sink, Duration.ofMinutes(5)).getMessage())
                    .matches(
                        "\\Q%s\\E: interrupted while (beginning|connecting)"
                            .formatted(receiver.url("/hook")));
                return Thread.currentThread().isInterrupted();
              });
      new Thread(delivery).start();
      assertThat(delivery.get()).isTrue();
    }
  }

  @Test
  void aNameThatNobodyKnowsIsATransientFailure() {
    try (Sink sink =
        sink(
            host -> {
              throw new UnknownHostException(host);
            })) {
      assertThat(failure(sink, TIMEOUT))
          .hasMessage("http://siem.example/hook: the host's name cannot be resolved");
    }
  }

  @Test
  void aNameServerThatHangsFailsTheCallInTime() {
    try (Sink sink = sink(this::neverAnswers)) {
      assertThat(failure(sink, Duration.ofMillis(300)))
          .hasMessage(
              "http://siem.example/hook:"
                  + " timed out after 300 ms while resolving the host's name");
    }
  }

  @Test
  void closingEndsACallThatWaitsForANameServer() throws Exception {
    Sink sink = sink(this::neverAnswers);
    FutureTask<SinkException> delivery =
        new FutureTask<>(() -> failure(sink, Duration.ofMinutes(5)));
    new Thread(delivery).start();
    asked.await();
    sink.close();
    assertThat(delivery.get()).hasMessage("http://siem.example/hook: the sink was closed");
  }

  @Test
  void aTestTellsWhereItCouldNotConnect() {
    receiver.stop();
    List<String> steps = new ArrayList<>();
    try (Sink sink = sink()) {
      assertThatThrownBy(() -> sink.test(TestRecords.full(1), TIMEOUT, steps::add))
          .isInstanceOf(SinkException.class);
    }
    String address = receiver.url("").substring("http://".length());
    assertThat(steps)
        .singleElement()
        .asString()
        .matches("no connection to \\Q" + address + "\\E in \\d+ ms");
  }

  @Test
  void aTestThatIsRefusedTellsTheAnswer() {
    receiver.answer("HTTP/1.1 403 x\r\nContent-Length: 0\r\n\r\n");
    List<String> steps = new ArrayList<>();
    try (Sink sink = sink()) {
      assertThatThrownBy(() -> sink.test(TestRecords.full(1), TIMEOUT, steps::add))
          .hasMessage(receiver.url("/hook") + ": answered 403");
    }
    assertThat(steps).last().asString().matches("answered 403 in \\d+ ms");
  }
}
