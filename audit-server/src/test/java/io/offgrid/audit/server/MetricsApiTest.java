package io.offgrid.audit.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.server.TestServer.Answer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code GET /metrics}. */
class MetricsApiTest {
  /** A sample as the text format 0.0.4 has it. */
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)"
              + "(\\{(?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\",?)*\\})?"
              + " ([-+]?[0-9.eE+-]+|NaN|[+-]Inf)");

  @TempDir Path home;

  /** All samples by name and labels; every line must be one, or a comment before it. */
  private static Map<String, String> samples(Answer answer) {
    Map<String, String> samples = new TreeMap<>();
    Set<String> typed = new HashSet<>();
    answer
        .body()
        .lines()
        .forEach(
            line -> {
              if (line.startsWith("# TYPE ")) {
                assertThat(typed.add(line.split(" ", 4)[2])).as(line).isTrue();
              } else if (!line.startsWith("# HELP ")) {
                Matcher sample = SAMPLE.matcher(line);
                assertThat(sample.matches()).as(line).isTrue();
                String labels = sample.group(2) == null ? "" : sample.group(2);
                assertThat(samples.put(sample.group(1) + labels, sample.group(3))).isNull();
              }
            });
    return samples;
  }

  @Test
  void tellsWhatWasRecordedVerifiedAndAnswered() throws Exception {
    try (TestServer server = TestServer.start(home, "verify_every: 0s")) {
      server.record(30);
      Map<String, String> before = samples(server.get("/metrics"));
      assertThat(before)
          .containsEntry("offgrid_audit_records_total", "30.0")
          .containsEntry("offgrid_audit_batches_total", "1.0")
          .containsEntry("offgrid_audit_batch_events_total", "30.0")
          .containsEntry("offgrid_audit_batch_largest", "30.0")
          .containsEntry("offgrid_audit_queue_events", "0.0")
          .containsEntry("offgrid_audit_queue_capacity", "8192.0")
          .containsEntry("offgrid_audit_dropped_total", "0.0")
          .containsEntry("offgrid_audit_failed_writes_total", "0.0")
          .containsEntry("offgrid_audit_verify_ok", "NaN")
          .containsEntry("offgrid_audit_verify_age_seconds", "NaN")
          .containsKey("jvm_threads_live_threads");
      assertThat(Double.parseDouble(before.get("offgrid_audit_written_bytes_total")))
          .isGreaterThan(9000);
      assertThat(Double.parseDouble(before.get("offgrid_audit_force_seconds_count"))).isPositive();
      assertThat(Double.parseDouble(before.get("offgrid_audit_force_seconds_sum"))).isPositive();
      assertThat(Double.parseDouble(before.get("offgrid_audit_force_longest_seconds")))
          .isPositive();
      server.get("/v1/audit/verify");
      server.get("/v1/audit/evt_1");
      server.get("/v1/audit/evt_2");
      server.get("/nowhere/1");
      server.get("/nowhere/2");
      Answer answer = server.get("/metrics");
      assertThat(answer.header("Content-Type"))
          .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
      assertThat(samples(answer))
          .containsEntry("offgrid_audit_verify_ok", "1.0")
          .containsEntry("offgrid_audit_verify_findings", "0.0")
          .containsEntry(
              "offgrid_http_requests_seconds_count{method=\"GET\",route=\"/v1/audit/{id}\",status=\"404\"}",
              "2")
          .containsEntry(
              "offgrid_http_requests_seconds_count{method=\"GET\",route=\"other\",status=\"404\"}",
              "2");
    }
  }

  @Test
  void tellsOfEachSink() throws Exception {
    TestServer.configure(home, "verify_every: 0s");
    java.nio.file.Files.writeString(
        home.resolve("config.yaml"),
        "  sinks:\n    - {type: recording, name: mirror, channel: metrics, batch_wait: 1ms}\n",
        java.nio.file.StandardOpenOption.APPEND);
    try (TestServer server = TestServer.start(home)) {
      server.record(30);
      server.awaitSink("mirror", 30);
      Map<String, String> samples = samples(server.get("/metrics"));
      assertThat(samples)
          .containsEntry("offgrid_audit_sink_records_total{sink=\"mirror\"}", "30.0")
          .containsEntry("offgrid_audit_sink_failures_total{sink=\"mirror\"}", "0.0")
          .containsEntry("offgrid_audit_sink_behind_events{sink=\"mirror\"}", "0.0")
          .containsEntry("offgrid_audit_sink_behind_seconds{sink=\"mirror\"}", "0.0")
          .containsEntry("offgrid_audit_sink_parked{sink=\"mirror\"}", "0.0")
          .containsKey("offgrid_audit_sink_deliveries_total{sink=\"mirror\"}");
    }
  }

  @Test
  void verifiesByItselfFromTheStartOn() throws Exception {
    try (TestServer server = TestServer.start(home, "verify_every: 24h")) {
      assertThat(server.get("/v1/audit/verify?max_age=1h").json().path("status").asText())
          .isEqualTo("ok");
      assertThat(samples(server.get("/metrics"))).containsEntry("offgrid_audit_verify_ok", "1.0");
    }
  }
}
