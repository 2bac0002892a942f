package io.offgrid.audit.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.server.TestServer.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code GET /readyz}. */
class ReadyApiTest {
  @TempDir Path home;

  @Test
  void isReadyWhenItCanRecord() throws Exception {
    try (TestServer server = TestServer.start(home)) {
      Answer answer = server.get("/readyz");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body())
          .isEqualTo(
              "{\"status\":\"ready\",\"checks\":["
                  + "{\"name\":\"store\",\"ok\":true,\"detail\":\"it can be written, and has room\"},"
                  + "{\"name\":\"recording\",\"ok\":true,\"detail\":\"it works\"},"
                  + "{\"name\":\"sinks\",\"ok\":true,\"detail\":\"0 of 0 without trouble\"}]}\n");
    }
  }

  @Test
  void isNotReadyWhereTheLogCannotBeWritten() throws Exception {
    try (TestServer server = TestServer.start(home)) {
      server.record(1);
      Path active = server.audit().resolve("events.log");
      Files.move(active, home.resolve("elsewhere"));
      Files.createDirectory(active);
      Answer answer = server.get("/readyz");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.json().path("status").asText()).isEqualTo("not_ready");
      assertThat(answer.json().path("checks").path(0).toString())
          .startsWith("{\"name\":\"store\",\"ok\":false,\"detail\":\"Cannot write " + active);
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
      Answer answer = server.get("/readyz");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().path("checks").path(2).path("detail").asText())
          .isEqualTo("webhook is retrying, 3 events behind");
    }
  }

  @Test
  void tellsStrangersNoDetails() throws Exception {
    try (TestServer server =
        TestServer.start(home, "tokens:", TokensTest.token("reader", "read"))) {
      assertThat(server.get("/readyz").body())
          .isEqualTo(
              "{\"status\":\"ready\",\"checks\":[{\"name\":\"store\",\"ok\":true},"
                  + "{\"name\":\"recording\",\"ok\":true},{\"name\":\"sinks\",\"ok\":true}]}\n");
      assertThat(
              server
                  .send(server.request("/readyz").header("Authorization", "Bearer reader-secret"))
                  .body())
          .contains("\"detail\":\"it works\"");
    }
  }
}
