package io.offgrid.audit.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.server.EventReader.Event;
import io.offgrid.audit.server.TestServer.Answer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts, verification, the head, sinks and exports over HTTP. */
class ReportsApiTest {
  @TempDir Path home;
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start(home);
    server.record(100);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void tamper() throws Exception {
    Path log = server.audit().resolve("events.log");
    Files.writeString(
        log,
        Files.readString(log)
            .replace("{\"Word\":\"hay\",\"n\":42}", "{\"Word\":\"hay\",\"n\":43}"));
  }

  @Test
  void countsAndTellsHowTheChainIs() throws Exception {
    JsonNode stats = server.get("/v1/audit/stats").json();
    assertThat(stats.path("total_events").asLong()).isEqualTo(100);
    assertThat(stats.path("events_by_type").toString())
        .isEqualTo("{\"auth\":25,\"auth_success\":25,\"inference\":25,\"model_load\":25}");
    assertThat(stats.path("events_by_outcome").toString())
        .isEqualTo("{\"success\":67,\"failure\":33}");
    assertThat(stats.path("chain").path("status").asText()).isEqualTo("ok");
    assertThat(stats.path("chain").path("events").asLong()).isEqualTo(100);
    tamper();
    assertThat(server.get("/v1/audit/stats").json().path("chain").path("status").asText())
        .isEqualTo("failed");
  }

  @Test
  void countsWhatIsChosenBySpansOfTime() throws Exception {
    JsonNode stats =
        server.get("/v1/audit/stats?verify=false&bucket=day&type=auth&user=user-1").json();
    assertThat(stats.path("total_events").asLong()).isEqualTo(9);
    assertThat(stats.path("chain").toString()).isEqualTo("{\"status\":\"not_checked\"}");
    assertThat(stats.path("bucket").asText()).isEqualTo("day");
    JsonNode bucket = stats.path("buckets").path(0);
    assertThat(bucket.path("events").asLong()).isEqualTo(9);
    assertThat(bucket.path("success").asLong() + bucket.path("failure").asLong()).isEqualTo(9);
    assertThat(bucket.path("start").asText()).endsWith("T00:00:00Z");
    assertThat(server.get("/v1/audit/stats?verify=false").json().has("buckets")).isFalse();
    assertThat(server.get("/v1/audit/stats?bucket=year").detail())
        .isEqualTo("bucket: 'year' is not one of minute, hour, day");
    assertThat(server.get("/v1/audit/stats?verify=no").detail())
        .isEqualTo("verify: 'no' is neither true nor false");
  }

  @Test
  void verifies() throws Exception {
    JsonNode verdict = server.get("/v1/audit/verify").json();
    assertThat(verdict.path("status").asText()).isEqualTo("ok");
    assertThat(verdict.path("events").asLong()).isEqualTo(100);
    assertThat(verdict.path("findings").toString()).isEqualTo("[]");
    assertThat(verdict.path("trust").path("head_present").asBoolean()).isTrue();
    assertThat(verdict.path("verified_at").asText()).matches("[0-9T:.-]{26}Z");
    tamper();
    JsonNode kept = server.get("/v1/audit/verify?max_age=1h").json();
    assertThat(kept).isEqualTo(verdict);
    JsonNode failed = server.get("/v1/audit/verify").json();
    assertThat(failed.path("status").asText()).isEqualTo("failed");
    assertThat(failed.path("findings").path(0).path("kind").asText()).isEqualTo("signature");
    assertThat(failed.path("findings").path(0).path("seq").asLong()).isEqualTo(42);
    assertThat(failed.path("findings").path(0).path("file").asText()).isEqualTo("events.log");
    assertThat(server.get("/v1/audit/verify?max_age=1x").detail())
        .isEqualTo("max_age: '1x' is not a length of time, such as 500ms, 5s, 10m, 24h or 7d");
  }

  @Test
  void verifiesAsAStreamThatEndsWithTheVerdict() throws Exception {
    server.record(20_000);
    List<Event> events = new ArrayList<>();
    try (EventReader stream = EventReader.open(server, server.request("/v1/audit/verify"))) {
      for (var event = stream.next(); event.isPresent(); event = stream.next()) {
        events.add(event.get());
      }
    }
    Event last = events.remove(events.size() - 1);
    assertThat(events).extracting(Event::name).containsOnly("progress");
    assertThat(last.name()).isEqualTo("verdict");
    assertThat(new ObjectMapper().readTree(last.data()).path("events").asLong()).isEqualTo(20_100);
  }

  @Test
  void manyWhoAskAtOnceShareARun() throws Exception {
    server.record(30_000);
    List<CompletableFuture<String>> answers =
        Stream.generate(() -> server.request("/v1/audit/verify").build())
            .limit(20)
            .map(
                request ->
                    server
                        .client()
                        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                        .thenApply(HttpResponse::body))
            .toList();
    assertThat(answers.stream().map(CompletableFuture::join).distinct().count())
        .isLessThan(20)
        .isPositive();
  }

  @Test
  void givesTheHeadExactly() throws Exception {
    Answer answer = server.get("/v1/audit/head");
    assertThat(answer.body()).isEqualTo(server.log().head().json() + "\n");
  }

  @Test
  void tellsOfSinks() throws Exception {
    assertThat(server.get("/v1/audit/sinks").body()).isEqualTo("[]\n");
  }

  @Test
  void exportsWhatIsChosenOldestFirst() throws Exception {
    Answer csv = server.get("/v1/audit/export?format=csv&type=auth");
    assertThat(csv.header("Content-Type")).isEqualTo("text/csv;charset=utf-8");
    assertThat(csv.header("Content-Disposition"))
        .matches("attachment; filename=\"audit-[0-9]{8}T[0-9]{6}Z\\.csv\"");
    assertThat(csv.body().lines().count()).isEqualTo(26);
    Answer lines = server.get("/v1/audit/export?format=jsonl");
    assertThat(lines.body()).isEqualTo(Files.readString(server.audit().resolve("events.log")));
    Answer json = server.get("/v1/audit/export?format=json&since=1h");
    assertThat(json.json()).hasSize(100);
    assertThat(json.json().path(0).path("seq").asLong()).isEqualTo(1);
  }

  @Test
  void refusesFormatsThatAreNotThere() throws Exception {
    assertThat(server.get("/v1/audit/export").detail())
        .isEqualTo("format: is missing; there are broken, csv, json, jsonl");
    assertThat(server.get("/v1/audit/export?format=xml").detail())
        .isEqualTo("format: 'xml' is not known; there are broken, csv, json, jsonl");
  }

  @Test
  void anExportThatFailsInTheMiddleLooksLikeNoWholeOne() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write(
              "GET /v1/audit/export?format=broken HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(US_ASCII));
      java.io.ByteArrayOutputStream answer = new java.io.ByteArrayOutputStream();
      try {
        socket.getInputStream().transferTo(answer);
      } catch (java.net.SocketException e) {
        // reset: it was broken off
      }
      String text = answer.toString(US_ASCII);
      assertThat(text).startsWith("HTTP/1.1 200 OK").contains("xxx").doesNotContain("problem");
      assertThat(text).doesNotEndWith("\r\n0\r\n\r\n");
    }
  }

  @Test
  void aReaderThatGoesAwayEndsAnExport() throws Exception {
    for (int i = 0; i < 20; i++) {
      server
          .log()
          .recordAndWait(AuditEvent.builder("auth").detail("x", "y".repeat(900_000)).build());
    }
    for (int i = 0; i < 12; i++) { // more than there are threads for
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        socket
            .getOutputStream()
            .write(
                "GET /v1/audit/export?format=json HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    .getBytes(US_ASCII));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
      }
    }
    assertThat(server.get("/v1/audit/export?format=jsonl&type=inference").body().lines().count())
        .isEqualTo(25);
  }
}
