package io.offgrid.audit.sink.webhook;

import static io.offgrid.audit.testkit.SinkContract.TIMEOUT;
import static io.offgrid.audit.testkit.SinkContract.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.SinkException;
import io.offgrid.audit.spi.SinkException.Kind;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes back, and what follows from it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES) // Against hanging for ever only.
class AnswerTest {
  private final RawReceiver receiver = new RawReceiver();
  private final Sink sink =
      Webhooks.to(receiver.url("/hook?token=hidden")).header("X-Key", "hidden").sink();

  @AfterEach
  void close() {
    sink.close();
    receiver.close();
  }

  private void answer(String head) {
    receiver.answer("HTTP/1.1 " + head + "\r\nContent-Length: 0\r\n\r\n");
  }

  private SinkException failure() {
    return catchThrowableOfType(SinkException.class, () -> sink.deliver(records(1, 2), TIMEOUT));
  }

  private void assertFails(Kind kind, String message) {
    SinkException failure = failure();
    assertThat(failure).hasMessage(receiver.url("/hook") + ": " + message).hasNoCause();
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(sink.confirmed()).isZero();
    assertThat(receiver.heads()).as("requests").hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"200 OK", "201 Created", "202 Accepted", "204 No Content", "299 x"})
  void allOf2xxAccept(String status) {
    answer(status);
    sink.deliver(records(1, 2), TIMEOUT);
    assertThat(sink.confirmed()).isEqualTo(2);
    assertThat(receiver.bodies()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 304, 307, 308})
  void redirectsAreNotFollowed(int status) {
    try (RawReceiver other = new RawReceiver()) {
      answer(status + " x\r\nLocation: " + other.url("/"));
      assertFails(
          Kind.TRANSIENT,
          "answered " + status + "; redirects are not followed, set url to where it is now");
      assertThat(other.connections()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 599})
  void troubleThatPassesIsTransient(int status) {
    answer(status + " x");
    SinkException failure = failure();
    assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(failure.retryAfter()).isEmpty();
    assertThat(failure).hasMessage(receiver.url("/hook") + ": answered " + status);
    assertThat(receiver.heads()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 407, 413, 421, 422, 451})
  void whatTheReceiverWillNeverTakeIsRejected(int status) {
    answer(status + " x");
    assertFails(Kind.REJECTED, "answered " + status);
  }

  @Test
  void aReceiverThatIsGoneSaysSo() {
    answer("410 Gone");
    assertFails(Kind.GONE, "answered 410: it wants nothing any more");
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 600, 999})
  void anAnswerWithoutAMeaningIsTransient(int status) {
    answer(status + " x");
    assertFails(Kind.TRANSIENT, "answered " + status + ", which means nothing");
  }

  @Test
  void informationBeforeTheAnswerIsNotTheAnswer() {
    receiver.answer("HTTP/1.1 103 Early Hints\r\n\r\n" + RawReceiver.OK);
    sink.deliver(records(1, 2), TIMEOUT);
    assertThat(sink.confirmed()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "503,0,0",
    "503,120,120",
    "429,30,30",
    "408,1,1",
    "425,1,1",
    "500,1,1",
    "503,99999999999,3600",
    "503,'Mon, 15 Jan 2024 10:30:45 GMT',45"
  })
  void saysWhenTheReceiverWantsToBeTriedAgain(int status, String header, long seconds) {
    answer(status + " x\r\nRetry-After: " + header);
    SinkException failure = failure();
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(seconds));
    assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(failure)
        .hasMessage(
            "%s: answered %d, to be tried again in %d s", receiver.url("/hook"), status, seconds);
    assertThat(receiver.heads()).as("requests, and none by OkHttp on its own").hasSize(1);
  }

  @Test
  void ignoresARetryAfterThatIsRubbish() {
    answer("503 x\r\nRetry-After: soon");
    assertFails(Kind.TRANSIENT, "answered 503");
  }

  @Test
  void anAcceptingAnswerWithABodyThatItShouldNotHaveAccepts() {
    receiver.answer("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello");
    sink.deliver(records(1, 2), TIMEOUT);
    assertThat(sink.confirmed()).isEqualTo(2);
  }

  @Test
  void aConnectionThatEndsWithoutAnAnswerIsNotTriedAgainByOkHttp() {
    receiver.answer("");
    assertFails(
        Kind.TRANSIENT,
        "the connection ended, or what came was no HTTP, while waiting for an answer");
  }

  @Test
  void aKeptConnectionThatEndsIsNotTriedAgainByOkHttp() {
    sink.deliver(records(1, 1), TIMEOUT);
    receiver.answer("");
    assertThatThrownBy(() -> sink.deliver(records(2, 2), TIMEOUT))
        .isInstanceOf(SinkException.class);
    assertThat(receiver.heads()).hasSize(2);
    assertThat(receiver.connections()).isOne();
  }

  @Test
  void oneConnectionServesBatchAfterBatch() {
    for (int seq = 1; seq <= 5; seq++) {
      sink.deliver(records(seq, seq), TIMEOUT);
    }
    assertThat(receiver.bodies()).hasSize(5);
    assertThat(receiver.connections()).isOne();
  }

  @Test
  void aLongAnswerIsNotReadAndCostsTheConnectionOnly() {
    receiver.answer("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n" + "x".repeat(9000));
    sink.deliver(records(1, 1), TIMEOUT);
    sink.deliver(records(2, 2), TIMEOUT);
    assertThat(sink.confirmed()).isEqualTo(2);
    assertThat(receiver.connections()).isEqualTo(2);
  }

  @Test
  void anAnswerWhoseBodyNeverComesAcceptsAllTheSame() {
    receiver.answer("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
    sink.deliver(records(1, 2), Duration.ofHours(1));
    assertThat(sink.confirmed()).isEqualTo(2);
  }
}
