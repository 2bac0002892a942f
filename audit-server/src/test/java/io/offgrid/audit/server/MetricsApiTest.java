package io.offgrid.audit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.server.TestServer.Answer;
import io.offgrid.audit.testkit.RecordingSink;
import io.offgrid.audit.testkit.RecordingSinkProvider;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /metrics}. */
class MetricsApiTest {
  private static final String REQUESTS = "offgrid_http_requests_seconds_count";

  @TempDir Path home;

  private static Map<String, Double> samples(TestServer server) throws Exception {
    return Exposition.of(server.get("/metrics").body()).samples();
  }

  private static void sink(Path home, String channel) throws Exception {
    TestServer.configure(home, "verify_every: 0s");
    Files.writeString(
        home.resolve("config.yaml"),
        "  sinks:\n    - {type: recording, name: mirror, channel: "
            + channel
            + ", batch_wait: 1ms, retry: {initial: 1ms, max: 1ms}}\n",
        StandardOpenOption.APPEND);
  }

  @Test
  void tellsWhatWasRecorded() throws Exception {
    try (TestServer server = TestServer.start(home, "verify_every: 0s")) {
      server.record(30);
      server.record(10);
      Answer answer = server.get("/metrics");
      assertThat(answer.header("Content-Type"))
          .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
      Map<String, Double> samples = Exposition.of(answer.body()).samples();
      assertThat(samples)
          .containsEntry("offgrid_audit_records_total", 40.0)
          .containsEntry(
              "offgrid_audit_written_bytes_total",
              (double) Files.size(server.audit().resolve("events.log")))
          .containsEntry("offgrid_audit_batches_total", 2.0)
          .containsEntry("offgrid_audit_batch_events_total", 40.0)
          .containsEntry("offgrid_audit_batch_largest", 30.0)
          .containsEntry("offgrid_audit_force_seconds_count", 2.0)
          .containsEntry("offgrid_audit_queue_events", 0.0)
          .containsEntry("offgrid_audit_queue_capacity", 8192.0)
          .containsEntry("offgrid_audit_dropped_total", 0.0)
          .containsEntry("offgrid_audit_failed_writes_total", 0.0)
          .containsKeys(
              "jvm_threads_live_threads",
              "jvm_gc_memory_allocated_bytes_total",
              "jvm_memory_used_bytes{area=heap,id=" + heap(samples) + "}");
      double longest = samples.getOrDefault("offgrid_audit_force_longest_seconds", 0.0);
      assertThat(longest).isPositive();
      assertThat(samples.get("offgrid_audit_force_seconds_sum"))
          .isGreaterThan(longest)
          .isLessThanOrEqualTo(2 * longest);
      assertThat(samples.get("offgrid_audit_usable_bytes"))
          .isBetween(1.0, (double) Files.getFileStore(home).getTotalSpace());
    }
  }

  /** The collector names the spaces of the heap. */
  private static String heap(Map<String, Double> samples) {
    String begin = "jvm_memory_used_bytes{area=heap,id=";
    String first =
        samples.keySet().stream().filter(key -> key.startsWith(begin)).findFirst().orElseThrow();
    return first.substring(begin.length(), first.length() - 1);
  }

  @Test
  void tellsOfTheLastVerification() throws Exception {
    try (TestServer server = TestServer.start(home, "verify_every: 0s")) {
      server.record(30);
      assertThat(samples(server))
          .containsEntry("offgrid_audit_verify_ok", Double.NaN)
          .containsEntry("offgrid_audit_verify_age_seconds", Double.NaN);
      server.get("/v1/audit/verify");
      Map<String, Double> good = samples(server);
      assertThat(good)
          .containsEntry("offgrid_audit_verify_ok", 1.0)
          .containsEntry("offgrid_audit_verify_findings", 0.0);
      assertThat(good.get("offgrid_audit_verify_age_seconds")).isNotNegative();
      assertThat(good.get("offgrid_audit_verify_duration_seconds")).isPositive();
      Path events = server.audit().resolve("events.log");
      Files.writeString(events, Files.readString(events).replaceFirst("user-2", "user-3"));
      server.get("/v1/audit/verify");
      assertThat(samples(server))
          .containsEntry("offgrid_audit_verify_ok", 0.0)
          .containsEntry("offgrid_audit_verify_findings", 2.0);
    }
  }

  @Test
  void verifiesByItselfFromTheStartOn() throws Exception {
    try (TestServer server = TestServer.start(home, "verify_every: 24h")) {
      assertThat(server.get("/v1/audit/verify?max_age=1h").json().path("status").asText())
          .isEqualTo("ok");
      assertThat(samples(server)).containsEntry("offgrid_audit_verify_ok", 1.0);
    }
  }

  @Test
  void countsRequestsByRouteMethodAndStatus() throws Exception {
    try (TestServer server = TestServer.start(home, "verify_every: 0s")) {
      server.get("/v1/audit/evt_1");
      server.get("/v1/audit/evt_2");
      server.get("/v1/audit?limit=0");
      server.get("/page/none.js");
      server.post("application/json", "{\"type\":\"auth\"}");
      for (int i = 0; i < 3; i++) {
        server.get("/nowhere/" + i);
        HttpRequest.BodyPublisher nothing = HttpRequest.BodyPublishers.noBody();
        server.send(server.request("/v1/audit").method("ODD" + i, nothing));
      }
      Exposition read = Exposition.of(server.get("/metrics").body());
      assertThat(read.samples())
          .containsEntry(REQUESTS + "{method=GET,route=/v1/audit/{id},status=404}", 2.0)
          .containsEntry(REQUESTS + "{method=GET,route=/v1/audit,status=400}", 1.0)
          .containsEntry(REQUESTS + "{method=POST,route=/v1/audit,status=201}", 1.0)
          .containsEntry(REQUESTS + "{method=GET,route=/page,status=404}", 1.0)
          .containsEntry(REQUESTS + "{method=GET,route=other,status=404}", 3.0);
      assertThat(read.values("method")).containsExactly("GET", "POST", "other");
      assertThat(read.values("route"))
          .containsExactly("/page", "/v1/audit", "/v1/audit/{id}", "other");
    }
  }

  @Test
  void tellsOfEachSink() throws Exception {
    sink(home, "figures");
    try (TestServer server = TestServer.start(home)) {
      server.record(30);
      server.awaitSink("mirror", 30);
      assertThat(samples(server))
          .containsEntry("offgrid_audit_sink_records_total{sink=mirror}", 30.0)
          .containsEntry("offgrid_audit_sink_failures_total{sink=mirror}", 0.0)
          .containsEntry("offgrid_audit_sink_behind_events{sink=mirror}", 0.0)
          .containsEntry("offgrid_audit_sink_behind_seconds{sink=mirror}", 0.0)
          .containsEntry("offgrid_audit_sink_parked{sink=mirror}", 0.0)
          .containsEntry("offgrid_audit_sink_state{sink=mirror,state=forwarding}", 1.0)
          .containsEntry("offgrid_audit_sink_state{sink=mirror,state=held}", 0.0)
          .containsKey("offgrid_audit_sink_deliveries_total{sink=mirror}");
    }
  }

  @Test
  void tellsHowFarASinkIsBehind() throws Exception {
    sink(home, "behind");
    try (TestServer server = TestServer.start(home)) {
      server.awaitState("mirror", "forwarding");
      RecordingSink mirror = RecordingSinkProvider.made("behind").get(0);
      mirror.down(true);
      server.record(7);
      mirror.awaitAttempts(3);
      Map<String, Double> samples = samples(server);
      assertThat(samples)
          .containsEntry("offgrid_audit_sink_records_total{sink=mirror}", 0.0)
          .containsEntry("offgrid_audit_sink_behind_events{sink=mirror}", 7.0);
      assertThat(samples.get("offgrid_audit_sink_failures_total{sink=mirror}"))
          .isGreaterThanOrEqualTo(2);
      assertThat(samples.get("offgrid_audit_sink_behind_seconds{sink=mirror}")).isPositive();
      mirror.down(false);
      server.awaitSink("mirror", 7);
    }
  }

  @Test
  void nothingOfEventsRequestsAndTokensGetsIntoIt() throws Exception {
    try (TestServer server =
        TestServer.start(
            home,
            "verify_every: 0s",
            "tokens:",
            TokensTest.token("reader", "read"),
            TokensTest.token("writer", "record"))) {
      server
          .log()
          .recordAndWait(
              AuditEvent.builder("telltale_type")
                  .userId("telltale-user")
                  .detail("telltale", 1)
                  .build());
      server.send(bearer(server, "/v1/audit?q=telltale&user=telltale", "reader-secret"));
      server.send(bearer(server, "/telltale?telltale=1", "telltale-secret"));
      server.send(
          server.request("/v1/audit").method("TELLTALE", HttpRequest.BodyPublishers.noBody()));
      String body = server.send(bearer(server, "/metrics", "reader-secret")).body();
      assertThat(body).doesNotContainIgnoringCase("telltale").doesNotContain("secret", "writer");
      assertThat(Exposition.of(body).labelNames())
          .contains("method", "route", "status")
          .isSubsetOf("action", "area", "cause", "gc", "id", "method", "route", "state", "status");
      assertThat(server.get("/metrics").status()).isEqualTo(401);
      assertThat(server.send(bearer(server, "/metrics", "writer-secret")).status()).isEqualTo(403);
    }
  }

  private static HttpRequest.Builder bearer(TestServer server, String path, String token) {
    return server.request(path).header("Authorization", "Bearer " + token);
  }

  @Test
  void theReadmeTellsOfEveryFigureAndOfNoOther() throws Exception {
    sink(home, "readme");
    try (TestServer server = TestServer.start(home)) {
      server.get("/healthz");
      Set<String> shown = new TreeSet<>(Exposition.of(server.get("/metrics").body()).names());
      shown.removeIf(name -> !name.startsWith("offgrid_"));
      Matcher name =
          Pattern.compile("offgrid_[a-z_]+").matcher(Files.readString(Path.of("README.md")));
      Set<String> told = new TreeSet<>();
      while (name.find()) {
        told.add(name.group());
      }
      assertThat(told).isEqualTo(shown);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# HELP a_total A.\n# TYPE a_total counter\na_total 1", // no line end
        "# TYPE a_total counter\na_total 1\n", // no help
        "# HELP a_total A.\na_total 1\n", // no type
        "# HELP a A.\n# TYPE a counter\na 1\n", // no _total
        "# HELP a_ms A.\n# TYPE a_ms gauge\na_ms 1\n", // no base unit
        "# HELP a A.\n# TYPE a number\na 1\n",
        "# HELP a A.\n# TYPE a gauge\nb 1\n",
        "# HELP a A.\n# TYPE a gauge\na 1\na 2\n",
        "# HELP a A.\n# TYPE a gauge\na  1\n",
        "# HELP a A.\n# TYPE a gauge\na one\n",
        "# HELP a A.\n# TYPE a gauge\na{b=\"1\" 1\n",
        "# HELP a A.\n# TYPE a gauge\na{b=\"\"\"} 1\n",
        "# HELP a A.\n# TYPE a gauge\na{b=\"\\x\"} 1\n",
        "# HELP a A.\n# TYPE a gauge\na{b=\"1\",b=\"2\"} 1\n",
        "# HELP a A.\n# TYPE a gauge\na{1b=\"1\"} 1\n",
        "# HELP a_total A.\n# TYPE a_total counter\na_total -1\n",
        "# HELP a A.\n# TYPE a gauge\na 1\n# HELP b B.\n# TYPE b gauge\nb 1\na 2\n",
        "# HELP a A.\n# TYPE a gauge\na 1\n\n"
      })
  void whatReadsTheFiguresIsStrict(String text) {
    assertThatThrownBy(() -> Exposition.of(text)).isInstanceOf(AssertionError.class);
  }
}
