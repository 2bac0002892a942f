package io.offgrid.audit.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.server.TestServer.Answer;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With tokens: who may do what. */
class TokensTest {
  private static final String NEEDED =
      "a token is needed: send 'Authorization: Bearer' and the token, which 'offgrid audit token create' makes";

  @TempDir Path home;
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server =
        TestServer.start(
            home,
            "record_access: false",
            "tokens:",
            token("app", "record"),
            token("reader", "read"),
            token("auditor", "read, export"),
            token("boss", "admin"),
            token("nobody", ""));
    server.record(5);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** A line for the configuration; the token is the name and {@code -secret}. */
  static String token(String name, String may) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest((name + "-secret").getBytes(StandardCharsets.UTF_8));
    return "- {name: %s, token_sha256: %s, may: [%s]}"
        .formatted(name, HexFormat.of().formatHex(hash), may);
  }

  private Answer as(String token, HttpRequest.Builder request) throws Exception {
    return server.send(request.header("Authorization", "Bearer " + token + "-secret"));
  }

  @ParameterizedTest
  @CsvSource({
    "app, 403, 403, 201, 403",
    "reader, 200, 403, 403, 200",
    "auditor, 200, 200, 403, 200",
    "boss, 200, 200, 201, 200",
    "nobody, 403, 403, 403, 403"
  })
  void areGoodForWhatTheConfigurationSays(
      String token, int read, int export, int record, int verify) throws Exception {
    assertThat(as(token, server.request("/v1/audit")).status()).isEqualTo(read);
    assertThat(as(token, server.request("/v1/audit/export?format=csv")).status()).isEqualTo(export);
    HttpRequest.Builder post =
        server
            .request("/v1/audit")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"type\":\"auth\"}"));
    assertThat(as(token, post).status()).isEqualTo(record);
    assertThat(as(token, server.request("/v1/audit/verify")).status()).isEqualTo(verify);
    assertThat(as(token, server.request("/v1/audit/whoami")).status()).isEqualTo(200);
  }

  @Test
  void everyRouteOfTheApiNeedsOne() throws Exception {
    for (Route route : server.routes()) {
      if (route.right() != null || route.path().startsWith("/v1/")) {
        Answer answer =
            server.send(
                server
                    .request(route.path().replace("{id}", "evt_1"))
                    .method(route.method().name(), HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.status()).describedAs(route.title()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.header("Content-Type")).isEqualTo(Problem.TYPE);
        assertThat(answer.detail()).isEqualTo(NEEDED);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/audit/", "/v1/audit/export/", "/v1/audit/%65xport", "/v1/nothing", "/v1/"})
  void noOtherWayOfWritingAPathGetsAround(String path) throws Exception {
    assertThat(server.get(path).status()).isEqualTo(401);
    assertThat(as("app", server.request(path)).status()).isIn(403, 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/page/index.html", "/openapi.json", "/healthz"})
  void whatHoldsNoEventsNeedsNone(String path) throws Exception {
    assertThat(server.get(path).status()).isEqualTo(200);
  }

  @Test
  void sayWhoOneIs() throws Exception {
    assertThat(as("auditor", server.request("/v1/audit/whoami")).body())
        .isEqualTo(
            "{\"token\":\"auditor\",\"may\":[\"read\",\"export\"],\"version\":\"(not packaged)\",\"location\":\"%s\"}\n"
                .formatted(server.audit()));
    assertThat(as("boss", server.request("/v1/audit/whoami")).body())
        .contains("\"may\":[\"record\",\"read\",\"export\",\"admin\"]");
  }

  @Test
  void refusalsSayWhy() throws Exception {
    assertThat(as("reader", server.request("/v1/audit/export?format=csv")).detail())
        .isEqualTo("the token reader may read; GET /v1/audit/export needs one that may export");
    assertThat(as("nobody", server.request("/v1/audit")).detail())
        .isEqualTo("the token nobody may nothing; GET /v1/audit needs one that may read");
    assertThat(as("wrong", server.request("/v1/audit")).detail())
        .isEqualTo("this token is not known here; 'offgrid audit token create' makes one");
    assertThat(
            server.send(server.request("/v1/audit").header("Authorization", "Basic YTpi")).detail())
        .isEqualTo("Authorization must be 'Bearer', a space and the token");
  }

  @Test
  void aWordInAnotherCaseIsTheSameScheme() throws Exception {
    assertThat(
            server
                .send(server.request("/v1/audit").header("Authorization", "bEARER  reader-secret"))
                .status())
        .isEqualTo(200);
    assertThat(
            server
                .send(server.request("/v1/audit").header("Authorization", "Bearer READER-SECRET"))
                .status())
        .isEqualTo(401);
  }

  @Test
  void wrongOnesAreRecordedAndThrottledButNotTheRightOnes() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThat(as("wrong", server.request("/v1/audit")).status()).isEqualTo(401);
    }
    for (int i = 0; i < 10; i++) {
      Answer answer = as("wrong", server.request("/v1/audit?token=hidden"));
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.detail())
          .matches("too many unknown tokens came from 127\\.0\\.0\\.1; try again in [1-6] s");
      assertThat(answer.header("Retry-After")).matches("[1-6]");
    }
    assertThat(as("reader", server.request("/v1/audit")).status()).isEqualTo(200);
    List<AuditRecord> failures = server.recorded("auth_failure");
    assertThat(failures).hasSize(AuthFailures.AT_ONCE);
    assertThat(failures.get(0).json())
        .contains(
            "\"details\":{\"reason\":\"unknown token\"}",
            "\"outcome\":\"failure\"",
            "\"severity\":\"warning\"",
            "\"source\":\"127.0.0.1\"",
            "\"target\":\"GET /v1/audit\"")
        .doesNotContain("wrong", "hidden", "user_id");
  }

  @Test
  void refusalsOfKnownOnesAreRecordedWithTheirNames() throws Exception {
    as("reader", server.request("/v1/audit/export?format=csv"));
    server.get("/v1/audit/stats");
    server.get("/v1/audit/whoami");
    List<AuditRecord> failures = server.recorded("auth_failure");
    assertThat(failures).hasSize(2);
    assertThat(failures.get(0).userId()).contains("reader");
    assertThat(failures.get(0).detailsJson()).contains("{\"reason\":\"may not export\"}");
    assertThat(failures.get(1).detailsJson()).contains("{\"reason\":\"no token\"}");
    assertThat(failures.get(1).target()).contains("GET /v1/audit/stats");
  }

  @Test
  void aBodyIsNotReadFromWhoHasNone() throws Exception {
    RawClient.Answer answer =
        RawClient.ask(
            server.port(),
            "POST /v1/audit HTTP/1.1",
            "Host: localhost",
            "Content-Type: application/json",
            "Content-Length: 1000000");
    assertThat(answer.status()).isEqualTo(401);
  }

  @Test
  void hostsAndOriginsDoNotMatterThen() throws Exception {
    RawClient.Answer answer =
        RawClient.ask(
            server.port(),
            "GET /v1/audit HTTP/1.1",
            "Host: audit.example",
            "Origin: https://audit.example",
            "Authorization: Bearer reader-secret");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
  }
}
