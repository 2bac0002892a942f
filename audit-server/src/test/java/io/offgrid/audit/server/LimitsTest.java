package io.offgrid.audit.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.server.RawClient.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may take of the server, with limits that a test can reach. */
@Timeout(120)
class LimitsTest {
  private static final String GET = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final String POST =
      "POST /v1/audit HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final Duration SHORT = Duration.ofSeconds(1);

  /** More than the server has threads of any kind. */
  private static final int MANY = 96;

  @TempDir Path home;
  private final List<RawClient> clients = new ArrayList<>();
  private TestServer server;

  @AfterEach
  void stop() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
    server.close();
    assertThat(server.server().clients().held()).isZero();
  }

  /** Nothing is ever too slow, unless told. */
  private static Limits limits(int connections, Duration arrival, Duration piece, long memory) {
    return new Limits(2048, 10_000, connections, arrival, piece, memory, Duration.ofSeconds(10));
  }

  @BeforeEach
  void start() {
    server = TestServer.start(home, standard -> limits(1000, LONG, LONG, 1L << 30));
  }

  /** Takes the place of the patient one. */
  private void start(Limits limits) {
    server.close();
    server = TestServer.start(home, standard -> limits);
  }

  private RawClient client() throws IOException {
    RawClient client = RawClient.to(server.port());
    clients.add(client);
    return client;
  }

  /** One that takes hardly anything before it reads. */
  private RawClient small() throws IOException {
    RawClient client = RawClient.thatKeepsLittle(server.port());
    clients.add(client);
    return client;
  }

  private void awaitNobody() {
    while (server.server().clients().count() > 0) {
      Thread.onSpinWait();
    }
  }

  private void assertOthersAreServed() throws Exception {
    assertThat(server.get("/v1/audit?limit=2").seqs()).hasSize(2);
    assertThat(server.get("/healthz").body()).isEqualTo("{\"status\":\"ok\"}\n");
  }

  private static void assertProblem(Answer answer, int status, String title, String detail) {
    assertThat(answer.body())
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}\n"
                .formatted(title, status, detail));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo(Problem.TYPE);
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Content-Security-Policy"))
        .isEqualTo("default-src 'none'; frame-ancestors 'none'");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  /** Events of 64 KiB and more, so that a page of them is of 4 MiB. */
  private void recordLargeOnes() {
    String text = "x".repeat(60_000);
    server
        .log()
        .recordAllAndWait(
            IntStream.range(0, 80)
                .mapToObj(i -> AuditEvent.builder("inference").detail("text", text).build())
                .toList());
  }

  @Test
  void refusesAHeaderThatIsTooLong() throws Exception {
    RawClient client = client().say("GET /healthz HTTP/1.1\r\nHost: localhost\r\n");
    client.say("X-Long: " + "x".repeat(4000) + "\r\n\r\n");
    assertProblem(
        client.answer(), 431, "Request Header Fields Too Large", "Request Header Fields Too Large");
  }

  @Test
  void refusesABodyThatIsTooLongBeforeItIsThere() throws Exception {
    assertProblem(
        client().say(POST + "Content-Length: 10001\r\n\r\n").answer(),
        413,
        "Payload Too Large",
        "the body is longer than 10,000 bytes (audit.server.max_body_bytes)");
  }

  @Test
  void refusesABodyOfUnknownLengthOnceItIsTooLong() throws Exception {
    RawClient client = client().say(POST + "Transfer-Encoding: chunked\r\n\r\n");
    client.say("2710\r\n" + "[".repeat(10_000) + "\r\n1\r\n[\r\n");
    assertProblem(
        client.answer(),
        413,
        "Payload Too Large",
        "the body is longer than 10,000 bytes (audit.server.max_body_bytes)");
  }

  @Test
  void takesABodyThatIsJustShortEnough() throws Exception {
    String event = "{\"type\":\"auth\"}";
    String body = event + " ".repeat(10_000 - event.length());
    assertThat(client().say(POST + "Content-Length: 10000\r\n\r\n" + body).answer().status())
        .isEqualTo(201);
    RawClient client = client().say(POST + "Transfer-Encoding: chunked\r\n\r\n");
    client.say("8\r\n" + event.substring(0, 8) + "\r\n");
    client.say("7\r\n" + event.substring(8) + "\r\n0\r\n\r\n");
    assertThat(client.answer().status()).isEqualTo(201);
  }

  @Test
  void endsARequestWhoseBodyDoesNotArrive() throws Exception {
    start(limits(1000, SHORT, LONG, 1L << 30));
    server.record(2);
    RawClient slow = client().say(POST + "Content-Length: 100\r\n\r\n{\"type\":");
    assertOthersAreServed();
    assertProblem(
        slow.answer(),
        408,
        "Request Timeout",
        "the request did not arrive within 1 s (audit.server.request_timeout)");
    assertThat(slow.isClosedByServer()).isTrue();
    assertThat(server.recorded("auth")).isEmpty();
  }

  @Test
  void endsARequestWhoseHeaderDrips() throws Exception {
    start(limits(1000, SHORT, LONG, 1L << 30));
    server.record(2);
    RawClient slow = client().say("GET /healthz HTTP/1.1\r\nHost: localhost\r\n");
    assertOthersAreServed();
    assertThat(drip(slow, "X-Drip: 1\r\n")).isTrue();
  }

  @Test
  void endsARequestWhoseBodyDrips() throws Exception {
    start(limits(1000, SHORT, LONG, 1L << 30));
    server.record(2);
    RawClient slow = client().say(POST + "Content-Length: 9999\r\n\r\n");
    assertOthersAreServed();
    assertThat(drip(slow, " ")).isTrue();
  }

  /** Says so again and again, faster than any idle time, until the server answers or closes. */
  private static boolean drip(RawClient client, String drop) throws IOException {
    client.socket().setSoTimeout(50);
    for (int i = 0; i < 500; i++) {
      try {
        client.say(drop);
        client.socket().getInputStream().read();
        return true;
      } catch (java.net.SocketTimeoutException e) {
        // not yet
      } catch (java.net.SocketException e) {
        return true; // closed
      }
    }
    return false;
  }

  @Test
  void aConnectionThatAsksNothingIsClosed() throws Exception {
    start(limits(1000, SHORT, LONG, 1L << 30));
    assertThat(client().isClosedByServer()).isTrue();
    RawClient kept = client().say(GET);
    assertThat(kept.answer().status()).isEqualTo(200);
    assertThat(kept.isClosedByServer()).isTrue();
  }

  @Test
  void oneConnectionTooManyTakesThePlaceOfTheOneThatWaitsLongest() throws Exception {
    start(limits(8, LONG, LONG, 1L << 30));
    RawClient served = client().say(GET);
    assertThat(served.answer().status()).isEqualTo(200);
    RawClient oldest = client().say("GET /hea");
    List<RawClient> others = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      others.add(client().say(GET));
      assertThat(others.get(i).answer().status()).isEqualTo(200);
    }
    assertThat(client().say(GET).answer().status()).isEqualTo(200);
    assertThat(oldest.isClosedByServer()).isTrue();
    assertThat(served.say(GET).answer().status()).isEqualTo(200);
    assertThat(others.get(0).say(GET).answer().status()).isEqualTo(200);
    assertThat(server.server().clients().count()).isEqualTo(8);
  }

  /** Nor are they dropped because others are answered before them: it is not they who are slow. */
  @Test
  void readersThatTakeNothingHoldNoThread() throws Exception {
    start(limits(1000, SHORT, LONG, 1L << 30));
    recordLargeOnes();
    List<RawClient> slow = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      slow.add(small().say("GET /v1/audit?limit=1000 HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    }
    assertOthersAreServed();
    for (RawClient client : slow) {
      client.awaitFirstByte();
    }
    assertThat(server.server().clients().held()).isGreaterThan(MANY * (long) PacedAnswers.PIECE);
    assertThat(server.get("/v1/audit?limit=1000").seqs()).hasSizeGreaterThan(60);
    assertThat(slow.get(0).isWhole()).isTrue();
    assertThat(slow.get(MANY - 1).isWhole()).isTrue();
  }

  @Test
  void slowReadersHoldSoMuchMemoryAndNoMore() throws Exception {
    start(limits(1000, LONG, LONG, 8L << 20));
    recordLargeOnes();
    List<RawClient> slow = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      slow.add(small().say("GET /v1/audit?limit=1000 HTTP/1.1\r\nHost: localhost\r\n\r\n"));
      slow.get(i).awaitFirstByte();
    }
    assertOthersAreServed();
    assertThat(server.server().clients().held()).isLessThan(16L << 20);
    assertThat(slow.get(0).isWhole()).isFalse();
    assertThat(slow.get(11).isWhole()).isTrue();
  }

  /** Though its client was never served, and theirs were. */
  @Test
  void aRequestThatHoldsLittleIsNotWhatGoesWhenMemoryIsShort() throws Exception {
    start(limits(1000, LONG, LONG, 8L << 20));
    recordLargeOnes();
    RawClient little = client().say(POST + "Content-Length: 15\r\n\r\n{");
    for (int i = 0; i < 8; i++) {
      RawClient slow = small().say(GET);
      assertThat(slow.answer().status()).isEqualTo(200);
      slow.say("GET /v1/audit?limit=1000 HTTP/1.1\r\nHost: localhost\r\n\r\n").awaitFirstByte();
    }
    assertThat(little.say("\"type\":\"auth\"}").answer().status()).isEqualTo(201);
  }

  @Test
  void anAnswerThatNobodyTakesIsBrokenOff() throws Exception {
    start(limits(1000, SHORT, SHORT, 1L << 30));
    recordLargeOnes();
    RawClient slow = small().say("GET /v1/audit?limit=1000 HTTP/1.1\r\nHost: localhost\r\n\r\n");
    slow.awaitFirstByte();
    awaitNobody();
    assertThat(slow.isWhole()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"/v1/audit/export?format=jsonl, 24", "/v1/audit/stream?after=0, 80"})
  void aStreamThatNobodyTakesIsDroppedAndItsThreadServesOthers(String path, int readers)
      throws Exception {
    start(limits(1000, SHORT, SHORT, 1L << 30));
    recordLargeOnes();
    List<RawClient> slow = new ArrayList<>();
    for (int i = 0; i < readers; i++) {
      slow.add(small().say("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
      if (i == 0) {
        slow.get(0).awaitFirstByte(); // the others may overtake it, and there are 64 streams
      }
    }
    awaitNobody();
    assertThat(server.get("/v1/audit/export?format=jsonl").body().lines()).hasSize(80);
    try (EventReader stream =
        EventReader.open(server, server.request("/v1/audit/stream?after=0"))) {
      assertThat(stream.next().orElseThrow().id()).isEqualTo("1");
    }
    assertThat(slow.get(0).isWhole()).isFalse();
  }

  @Test
  void answersRequestsOnOneConnectionInTurn() throws Exception {
    server.record(3);
    String post = POST + "Content-Length: 15\r\n\r\n{\"type\":\"auth\"}";
    RawClient client = client().say(GET + post + GET + post);
    for (int i = 0; i < 2; i++) {
      assertThat(client.answer().body()).isEqualTo("{\"status\":\"ok\"}\n");
      assertThat(client.answer().body()).contains("\"seq\":" + (4 + i) + ",");
    }
    assertThat(client.say(GET).answer().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET /healthz HTTP/1.1\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
        "POST /v1/audit HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST /v1/audit HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nbad header\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n"
      })
  void saysWhatIsNotHttpAndCloses(String request) throws Exception {
    RawClient client = client().say(request);
    Answer answer = client.answer();
    assertThat(answer.body())
        .matches(
            "\\{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,\"detail\":\"[^\"]+\"}\n");
    String detail = answer.body().replaceAll(".*\"detail\":\"(.*)\"}\n", "$1");
    assertProblem(answer, 400, "Bad Request", detail);
    assertThat(client.isClosedByServer()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/audit/;%", "/v1/audit/stats;x=%4"})
  void takesABrokenEscapeInAPathForAMistakeOfTheClient(String path) throws Exception {
    Answer answer = client().say("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").answer();
    assertProblem(answer, 400, "Bad Request", "a % in the path is not followed by two hex digits");
  }

  @Test
  void answersWhatIsUnderWayWhenItStops() throws Exception {
    RawClient client = client().say(POST + "Content-Length: 15\r\nExpect: 100-continue\r\n\r\n");
    assertThat(client.answer().status()).isEqualTo(100);
    int port = server.port();
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(server.server()::close);
    awaitRefusal(port);
    assertThat(client.say("{\"type\":\"auth\"}").answer().status()).isEqualTo(201);
    stopped.join();
    assertThat(server.recorded("auth")).hasSize(1);
  }

  private void awaitRefusal(int port) throws IOException {
    while (true) {
      try {
        RawClient.to(port).close();
      } catch (java.net.ConnectException e) {
        return;
      }
    }
  }
}
