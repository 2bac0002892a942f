package io.offgrid.audit.sink.webhook;

import static io.offgrid.audit.testkit.SinkContract.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.SinkException;
import io.offgrid.audit.testkit.TestRecords;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A receiver may say anything, and repeat what it was sent. */
class SecrecyTest {
  private final RawReceiver receiver = new RawReceiver();
  private final Sink sink =
      Webhooks.to(receiver.url("/hook?token=hidden"))
          .header("X-Key", "hidden")
          .secrets("whsec_hiddenhiddenhiddenhiddenhiddenhi")
          .sink();

  @AfterEach
  void close() {
    sink.close();
    receiver.close();
  }

  private void assertNothingShows(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(SinkException.class)
        .satisfies(
            e -> {
              StringWriter trace = new StringWriter();
              e.printStackTrace(new PrintWriter(trace));
              assertThat(trace.toString()).doesNotContainIgnoringCase("hidden", "68696464656e");
              assertThat(e.getMessage()).doesNotContainPattern("\\p{Cntrl}");
            });
    assertThat(sink.toString()).doesNotContain("hidden");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ECHO\r\n\r\n", // as an echo server does
        "HTTP/1.1 hidden\r\n\r\n",
        "HTTP/1.1 500 ECHO\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 400 hidden\u001b[31m\r\nContent-Length: 6\r\n\r\nhidden",
        "HTTP/1.1 307 x\r\nLocation: http://127.0.0.1:1/?hidden\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 503 x\r\nRetry-After: hidden\r\nContent-Length: 0\r\n\r\n",
        "SSH-2.0-hidden\r\n",
        "hidden",
        ""
      })
  void noErrorShowsWhatIsSecretWhateverIsAnswered(String answer) {
    receiver.answer(answer);
    Duration timeout = Duration.ofMillis(500);
    assertNothingShows(() -> sink.deliver(records(1, 2), timeout));
    List<String> steps = new ArrayList<>();
    assertNothingShows(() -> sink.test(TestRecords.full(1), timeout, steps::add));
    assertThat(String.join("\n", steps)).contains("sent ").doesNotContain("hidden");
  }

  @Test
  void anAbsentReceiverShowsNothingSecretEither() {
    receiver.stop();
    assertNothingShows(() -> sink.deliver(records(1, 2), Duration.ofSeconds(10)));
  }

  @Test
  void theTargetHasNoQuery() {
    assertThat(sink.target()).isEqualTo(receiver.url("/hook"));
  }
}
