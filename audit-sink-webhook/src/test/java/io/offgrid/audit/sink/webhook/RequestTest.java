package io.offgrid.audit.sink.webhook;

import static io.offgrid.audit.testkit.SinkContract.TIMEOUT;
import static io.offgrid.audit.testkit.SinkContract.records;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.spi.Secret;
import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.testkit.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes out. */
class RequestTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OLD_SECRET = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  private final TestClock clock = TestClock.at("2024-01-15T10:30:00.999Z");
  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    server.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Webhooks hook() {
    return Webhooks.to("http://127.0.0.1:" + server.getPort() + "/hook/%7Ea?token=1%2B1&x");
  }

  private RecordedRequest sent(Webhooks hook) throws InterruptedException {
    server.enqueue(new MockResponse.Builder().code(204).build());
    try (Sink sink = hook.sink(clock)) {
      sink.deliver(records(1, 3), TIMEOUT);
    }
    return server.takeRequest();
  }

  private static String signature(String secret, RecordedRequest request) {
    return new Signer(List.of(new Secret(secret)))
        .signatures(
            String.valueOf(request.getHeaders().get("webhook-id")),
            1705314600,
            request.getBody().toByteArray());
  }

  @Test
  void isOnePostToTheWholeUrl() throws InterruptedException {
    RecordedRequest request = sent(hook());
    assertThat(request.getRequestLine()).isEqualTo("POST /hook/%7Ea?token=1%2B1&x HTTP/1.1");
    assertThat(server.getRequestCount()).isOne();
  }

  @Test
  void hasTheseHeadersAndNoOthers() throws InterruptedException {
    RecordedRequest request =
        sent(hook().header("Authorization", "Bearer token").header("X-Team", ""));
    String id = BatchBody.of(records(1, 3), WebhookSettings.Format.JSON, false).id();
    assertThat(request.getHeaders())
        .extracting(header -> header.getFirst() + ": " + header.getSecond())
        .containsExactlyInAnyOrder(
            "Authorization: Bearer token",
            "X-Team: ",
            "Accept-Encoding: identity",
            "User-Agent: offgrid-audit/unpackaged",
            "webhook-id: " + id,
            "webhook-timestamp: 1705314600",
            "Content-Type: application/json",
            "Content-Length: " + request.getBodySize(),
            "Host: 127.0.0.1:" + server.getPort(),
            "Connection: Keep-Alive");
  }

  @Test
  void isSignedWithEachSecret() throws InterruptedException {
    RecordedRequest request = sent(hook().secrets(SECRET, OLD_SECRET));
    assertThat(request.getHeaders().get("webhook-signature"))
        .isEqualTo(signature(SECRET, request) + " " + signature(OLD_SECRET, request));
  }

  @Test
  void aCompressedBodyIsSignedAsItIsSent() throws Exception {
    RecordedRequest plain = sent(hook());
    RecordedRequest compressed = sent(hook().secrets(SECRET).compressed());
    assertThat(compressed.getHeaders().get("Content-Encoding")).isEqualTo("gzip");
    assertThat(compressed.getHeaders().get("webhook-signature"))
        .isEqualTo(signature(SECRET, compressed));
    assertThat(compressed.getHeaders().get("webhook-id"))
        .isEqualTo(plain.getHeaders().get("webhook-id"));
    Buffer sent = new Buffer().write(compressed.getBody());
    try (GZIPInputStream in = new GZIPInputStream(sent.inputStream())) {
      assertThat(in.readAllBytes()).isEqualTo(plain.getBody().toByteArray());
    }
  }

  @Test
  void everyTryHasTheSameIdAndItsOwnTime() throws InterruptedException {
    RecordedRequest first = sent(hook().secrets(SECRET));
    clock.advance(Duration.ofMinutes(7));
    RecordedRequest second = sent(hook().secrets(SECRET));
    assertThat(second.getHeaders().get("webhook-id"))
        .isEqualTo(first.getHeaders().get("webhook-id"));
    assertThat(second.getHeaders().get("webhook-timestamp")).isEqualTo("1705315020");
    assertThat(second.getHeaders().get("webhook-signature"))
        .isNotEqualTo(first.getHeaders().get("webhook-signature"));
    assertThat(second.getBody()).isEqualTo(first.getBody());
  }

  @Test
  void aBigBatchArrivesWhole() throws InterruptedException {
    server.enqueue(new MockResponse.Builder().code(200).build());
    try (Sink sink = hook().format(WebhookSettings.Format.JSONL).sink(clock)) {
      sink.deliver(records(1, 20_000), TIMEOUT);
      assertThat(sink.confirmed()).isEqualTo(20_000);
    }
    String body = server.takeRequest().getBody().string(UTF_8);
    assertThat(body.lines()).hasSize(20_000);
    assertThat(body.lines().reduce((before, last) -> last))
        .contains(records(20_000, 20_000).get(0).json());
  }
}
