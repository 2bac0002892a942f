package io.offgrid.audit.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.server.TestServer.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That it is recorded who looked at the log. */
class AccessRecordsTest {
  @TempDir Path home;

  @SuppressWarnings("NullAway.Init") // each test starts its own
  private TestServer server;

  private void start(String... more) throws Exception {
    String[] settings = new String[more.length + 3];
    settings[0] = "tokens:";
    settings[1] = TokensTest.token("alice", "read, export");
    settings[2] = TokensTest.token("bob", "read");
    System.arraycopy(more, 0, settings, 3, more.length);
    server = TestServer.start(home, settings);
    server.record(50);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer as(String token, String path) throws Exception {
    return server.send(server.request(path).header("Authorization", "Bearer " + token + "-secret"));
  }

  @Test
  void readingIsRecordedBeforeAnythingIsShown() throws Exception {
    start();
    Answer answer = as("alice", "/v1/audit?user=user-1&type=auth&type=inference&limit=5");
    assertThat(answer.status()).isEqualTo(200);
    List<AuditRecord> reads = server.recorded("audit_read");
    assertThat(reads).hasSize(1);
    assertThat(reads.get(0).userId()).contains("alice");
    assertThat(reads.get(0).source()).contains("127.0.0.1");
    assertThat(reads.get(0).target()).contains("/v1/audit");
    assertThat(reads.get(0).detailsJson())
        .contains("{\"type\":[\"auth\",\"inference\"],\"user\":\"user-1\"}");
    assertThat(as("bob", "/v1/audit?limit=1").body()).contains("\"type\":\"audit_read\"");
  }

  @Test
  void turningPagesIsRecordedOnceAMinute() throws Exception {
    start();
    for (String path :
        List.of("/v1/audit", "/v1/audit?limit=5", "/v1/audit?limit=5&cursor=before-20")) {
      assertThat(as("alice", path).status()).isEqualTo(200);
    }
    assertThat(server.recorded("audit_read")).hasSize(1);
    server.pass(Duration.ofSeconds(59));
    as("alice", "/v1/audit");
    assertThat(server.recorded("audit_read")).hasSize(1);
    server.pass(Duration.ofSeconds(1));
    as("alice", "/v1/audit");
    assertThat(server.recorded("audit_read")).hasSize(2);
  }

  @Test
  void eachLookByEachTokenIsRecorded() throws Exception {
    start();
    as("alice", "/v1/audit?user=user-1");
    as("alice", "/v1/audit?user=user-2");
    as("alice", "/v1/audit/stats?user=user-2");
    as("bob", "/v1/audit?user=user-2");
    String id = server.recorded("audit_read").get(0).id();
    as("bob", "/v1/audit/" + id);
    assertThat(server.recorded("audit_read"))
        .extracting(read -> read.userId().orElseThrow() + " " + read.target().orElseThrow())
        .containsExactly(
            "alice /v1/audit",
            "alice /v1/audit",
            "alice /v1/audit/stats",
            "bob /v1/audit",
            "bob /v1/audit/" + id);
  }

  @Test
  void exportingIsRecordedAsThat() throws Exception {
    start();
    assertThat(as("alice", "/v1/audit/export?format=csv&type=auth").status()).isEqualTo(200);
    assertThat(server.recorded("audit_export").get(0).detailsJson())
        .contains("{\"format\":\"csv\",\"type\":\"auth\"}");
    assertThat(server.recorded("audit_read")).isEmpty();
  }

  @Test
  void followingIsRecordedAsReading() throws Exception {
    start();
    try (RawClient client = RawClient.to(server.port())) {
      client.say(
          "GET /v1/audit/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer bob-secret\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(200);
    }
    assertThat(server.recorded("audit_read").get(0).target()).contains("/v1/audit/stream");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/audit/whoami",
        "/v1/audit/verify",
        "/v1/audit/head",
        "/v1/audit/sinks",
        "/v1/audit?limt=1",
        "/v1/audit/export?format=csv"
      })
  void whatShowsNoEventsIsNot(String path) throws Exception {
    start();
    assertThat(as("bob", path).status()).isIn(200, 400, 403);
    assertThat(server.recorded("audit_read", "audit_export")).isEmpty();
  }

  @Test
  void nothingIsShownWhenItCannotBeRecorded() throws Exception {
    start();
    server.log().close();
    Answer answer = as("alice", "/v1/audit");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.detail())
        .isEqualTo(
            "who looks at the log is recorded (audit.server.record_access), and that failed: the log is closed");
    assertThat(as("alice", "/v1/audit/export?format=csv").status()).isEqualTo(503);
  }

  @Test
  void canBeTurnedOff() throws Exception {
    start("record_access: false");
    assertThat(as("alice", "/v1/audit").status()).isEqualTo(200);
    assertThat(as("alice", "/v1/audit/export?format=csv").status()).isEqualTo(200);
    assertThat(server.recorded("audit_read", "audit_export")).isEmpty();
  }

  @Test
  void nobodyIsRecordedWhereThereAreNoNames() throws Exception {
    server = TestServer.start(home);
    server.record(1);
    assertThat(server.get("/v1/audit").status()).isEqualTo(200);
    assertThat(server.recorded("audit_read")).isEmpty();
  }
}
