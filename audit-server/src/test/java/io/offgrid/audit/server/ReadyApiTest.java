package io.offgrid.audit.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.offgrid.audit.server.TestServer.Answer;
import io.offgrid.audit.testkit.MemoryDisk;
import io.offgrid.audit.testkit.RecordingSink;
import io.offgrid.audit.testkit.RecordingSinkProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code GET /readyz}. */
class ReadyApiTest {
  private static final String EVENT = "{\"type\":\"auth\"}";

  @TempDir Path home;

  /** What each check says, with {@code not ok: } before those that do not pass. */
  private static Map<String, String> checks(Answer answer) throws Exception {
    Map<String, String> checks = new LinkedHashMap<>();
    boolean ready = true;
    for (JsonNode check : answer.json().path("checks")) {
      boolean ok = check.path("ok").asBoolean();
      ready &= ok;
      checks.put(
          check.path("name").asText(), (ok ? "" : "not ok: ") + check.path("detail").asText());
    }
    assertThat(answer.status()).isEqualTo(ready ? 200 : 503);
    assertThat(answer.json().path("status").asText()).isEqualTo(ready ? "ready" : "not_ready");
    return checks;
  }

  /** Asks until this is not what was seen a moment ago. */
  private static Answer answerOtherThan(TestServer server, int status) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    Answer answer = server.get("/readyz");
    while (answer.status() == status) {
      assertThat(System.nanoTime()).as(answer.body()).isLessThan(end);
      answer = server.get("/readyz");
    }
    return answer;
  }

  @Test
  void isReadyWhenItCanRecord() throws Exception {
    try (TestServer server = TestServer.start(home)) {
      Answer answer = server.get("/readyz");
      Map<String, String> checks = checks(answer);
      assertThat(checks.remove("disk"))
          .matches("[0-9,]+ MB are free(, which is not much: make room soon)?");
      assertThat(checks)
          .hasToString(
              "{store=it can be written, recording=it works, sinks=0 of 0 without trouble}");
      assertThat(answer.status()).isEqualTo(200);
    }
  }

  @Test
  void isNotReadyWhereTheLogCannotBeWrittenAndFindsOutByItselfThatItCanAgain() throws Exception {
    try (TestServer server = TestServer.start(home)) {
      server.record(1);
      Path log = server.audit();
      Path elsewhere = Files.move(log, home.resolve("elsewhere"));
      Files.writeString(log, "not a directory");
      String wrong =
          "Cannot look at %s: %1$s is not a directory. Move it away, or set another directory."
              .formatted(log);
      assertThat(server.post("application/json", EVENT).status()).isEqualTo(503);
      Map<String, String> checks = checks(answerOtherThan(server, 200));
      assertThat(checks).containsEntry("store", "not ok: " + wrong);
      assertThat(checks.get("recording"))
          .startsWith("not ok: ")
          .contains(log + " is not a directory");

      Files.delete(log);
      Files.move(elsewhere, log);
      checks = checks(answerOtherThan(server, 503));
      assertThat(checks)
          .containsEntry("store", "it can be written")
          .containsEntry("recording", "it works");
      assertThat(server.post("application/json", EVENT).status()).isEqualTo(201);
    }
  }

  @Test
  void isNotReadyWhenTheDiskIsNearlyFull() throws Exception {
    MemoryDisk disk = MemoryDisk.named("nearly-full");
    Files.writeString(
        home.resolve("config.yaml"),
        "audit: {store: {type: memory, disk: nearly-full}, max_size_mb: 2}\n");
    try (TestServer server = TestServer.start(home)) {
      assertThat(checks(server.get("/readyz")))
          .containsEntry("disk", "the store does not tell how much is free");
      disk.limit(3 << 20);
      assertThat(checks(answerOtherThan(server, 200)))
          .containsEntry("store", "it can be written")
          .containsEntry(
              "disk",
              "not ok: 3 MB are free, and it takes 4 MB to go on safely: make room where the log is,"
                  + " or let audit.retention_days delete more")
          .containsEntry("recording", "it works");
      assertThat(server.post("application/json", EVENT).status()).isEqualTo(201);
      disk.limit(0);
      assertThat(server.post("application/json", EVENT).detail())
          .contains("The disk in memory is full.");
      assertThat(checks(server.get("/readyz")).get("disk")).startsWith("not ok: ");
      disk.limit(6 << 20);
      assertThat(checks(answerOtherThan(server, 503)))
          .containsEntry("disk", "5 MB are free, which is not much: make room soon")
          .containsEntry("recording", "it works");
    }
  }

  @Test
  void tellsOfATroubledSinkAndIsReadyAllTheSame() throws Exception {
    Files.writeString(
        home.resolve("config.yaml"),
        "audit: {webhook: {url: 'http://127.0.0.1:1/', retry: {initial: 1h, max: 1h}, drain_timeout: 0s}}\n");
    try (TestServer server = TestServer.start(home)) {
      server.record(3);
      server.awaitState("webhook", "retrying");
      assertThat(checks(server.get("/readyz")))
          .containsEntry("sinks", "webhook is retrying, 3 events behind");
    }
  }

  @Test
  void isReadyWithSinksThatAreHeldAndStopped() throws Exception {
    Files.writeString(
        home.resolve("config.yaml"),
        "audit: {sinks: [{type: recording, name: picky, channel: picky, on_reject: stop, retry: {initial: 1ms, max: 1ms}, drain_timeout: 0s},"
            + " {type: recording, name: shut, channel: shut, drain_timeout: 0s}]}\n");
    try (TestServer server = TestServer.start(home)) {
      server.awaitState("picky", "forwarding");
      server.awaitState("shut", "forwarding");
      sinkOf("picky").reject(record -> true);
      sinkOf("shut").gone(true);
      server.record(4);
      server.awaitState("picky", "held");
      server.awaitState("shut", "stopped");
      assertThat(checks(server.get("/readyz")))
          .containsEntry(
              "sinks", "picky is held, 4 events behind; shut is stopped, 4 events behind");
    }
  }

  private static RecordingSink sinkOf(String channel) {
    return RecordingSinkProvider.made(channel).get(0);
  }

  @Test
  void isReadyWhenItIsToRecordNothing() throws Exception {
    Files.writeString(home.resolve("config.yaml"), "audit: {enabled: false}\n");
    try (TestServer server = TestServer.start(home)) {
      assertThat(checks(server.get("/readyz"))).containsEntry("recording", "disabled");
    }
  }

  @Test
  void tellsStrangersNoDetails() throws Exception {
    try (TestServer server =
        TestServer.start(home, "tokens:", TokensTest.token("reader", "read"))) {
      assertThat(server.get("/readyz").body())
          .isEqualTo(
              "{\"status\":\"ready\",\"checks\":[{\"name\":\"store\",\"ok\":true},"
                  + "{\"name\":\"disk\",\"ok\":true},{\"name\":\"recording\",\"ok\":true},"
                  + "{\"name\":\"sinks\",\"ok\":true}]}\n");
      assertThat(
              server
                  .send(server.request("/readyz").header("Authorization", "Bearer reader-secret"))
                  .body())
          .contains("\"detail\":\"it works\"");
    }
  }
}
