package io.offgrid.audit.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.runtime.SinkStatus;
import io.offgrid.audit.runtime.VerifyOnStart;
import io.offgrid.audit.runtime.config.AuditConfig;
import io.offgrid.audit.runtime.config.AuditDeployment;
import io.offgrid.audit.runtime.config.ConfigSource;
import io.offgrid.audit.runtime.config.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A server on a log in a home of its own, and a client of it. */
final class TestServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path home;
  private final AuditDeployment deployment;
  private final AuditLog log;
  private final AuditServer server;
  private final AtomicLong nanos = new AtomicLong();
  private final HttpClient client = HttpClient.newHttpClient();

  private TestServer(Path home, UnaryOperator<Limits> limits) {
    this(home, limits, served -> served);
  }

  private TestServer(Path home, UnaryOperator<Limits> limits, UnaryOperator<AuditLog> served) {
    this.home = home;
    AuditConfig config =
        AuditConfig.load(ConfigSource.of(Map.of("OFFGRID_HOME", home.toString()), null, null));
    deployment = config.deploy();
    log = deployment.openLog(VerifyOnStart.TAIL);
    ServerSettings settings =
        config.settings().server().orElseGet(ServerSettings::standard).at("127.0.0.1", 0);
    server =
        AuditServer.start(
            deployment, served.apply(log), settings, limits.apply(Limits.of(settings)), nanos::get);
  }

  static TestServer start(Path home) {
    return new TestServer(home, limits -> limits);
  }

  /** Which serves what a test puts around the log. */
  static TestServer startOn(Path home, UnaryOperator<AuditLog> served) {
    return new TestServer(home, limits -> limits, served);
  }

  /** With these lines under {@code audit.server}. */
  static TestServer start(Path home, String... settings) {
    configure(home, settings);
    return start(home);
  }

  /** With limits that a test can reach. */
  static TestServer start(Path home, UnaryOperator<Limits> limits) {
    return new TestServer(home, limits);
  }

  /** With these lines under {@code audit.server}, and limits that a test can reach. */
  static TestServer start(Path home, UnaryOperator<Limits> limits, String... settings) {
    configure(home, settings);
    return new TestServer(home, limits);
  }

  static void configure(Path home, String... settings) {
    try {
      Files.writeString(
          home.resolve("config.yaml"),
          "audit:\n  server:\n    " + String.join("\n    ", settings) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was answered. */
  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String body() {
      return response.body();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    JsonNode json() throws IOException {
      return JSON.readTree(body());
    }

    /** What a problem says. */
    String detail() throws IOException {
      return json().path("detail").asText();
    }

    /** The numbers of the events of a page. */
    List<Long> seqs() throws IOException {
      return json().path("events").findValues("seq").stream().map(JsonNode::asLong).toList();
    }
  }

  AuditLog log() {
    return log;
  }

  AuditServer server() {
    return server;
  }

  /** What was recorded of these types, oldest first. */
  List<AuditRecord> recorded(String... types) {
    log.flush();
    AuditQuery.Builder query = AuditQuery.builder();
    for (String type : types) {
      query.type(type);
    }
    List<AuditRecord> records = new ArrayList<>();
    try (RecordCursor cursor = log.query(query.build())) {
      cursor.forEachRemaining(records::add);
    }
    return records;
  }

  /** Waits until a sink has taken up to this seq. */
  void awaitSink(String name, long seq) {
    await(name, sink -> sink.cursor() >= seq);
  }

  /** Waits until a sink is in this state. */
  void awaitState(String name, String state) {
    await(name, sink -> sink.state().equals(state));
  }

  private void await(String name, Predicate<SinkStatus> condition) {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (deployment.openSinks().status().stream()
        .noneMatch(sink -> sink.name().equals(name) && condition.test(sink))) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(deployment.openSinks().status());
      }
      Thread.onSpinWait();
    }
  }

  Path audit() {
    return home.resolve("audit");
  }

  List<Route> routes() {
    return server.routes();
  }

  /** Lets time pass for what may be done so and so often; else none does. */
  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  int port() {
    return server.port();
  }

  /** Records events of four types by three users, every third one a failure. */
  void record(int count) {
    log.recordAllAndWait(IntStream.rangeClosed(1, count).mapToObj(TestServer::event).toList());
  }

  private static AuditEvent event(int i) {
    return AuditEvent.builder(List.of("auth", "auth_success", "inference", "model_load").get(i % 4))
        .userId("user-" + i % 3)
        .outcome(i % 3 == 0 ? io.offgrid.audit.Outcome.FAILURE : io.offgrid.audit.Outcome.SUCCESS)
        .source("10.0.0." + i % 5)
        .target("model/" + i % 2)
        .detail("n", i)
        .detail("Word", i % 10 == 0 ? "Needle" : "hay")
        .build();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .timeout(Duration.ofSeconds(30));
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  Answer post(String contentType, String body) throws IOException, InterruptedException {
    HttpRequest.Builder request = request("/v1/audit");
    if (!contentType.isEmpty()) {
      request.header("Content-Type", contentType);
    }
    return send(request.POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
  }

  HttpClient client() {
    return client;
  }

  Path write(String name, String text) throws IOException {
    return Files.writeString(home.resolve(name), text);
  }

  @Override
  public void close() {
    server.close();
    log.close();
    deployment.close();
  }
}
