package io.offgrid.audit.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.server.RawClient.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without tokens: from which web pages requests may come. */
class OriginsTest {
  @TempDir Path home;
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start(home, "allowed_origins: ['https://siem.example']");
    server.record(1);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer ask(String request, String... headers) throws IOException {
    List<String> lines = new ArrayList<>(List.of(request + " HTTP/1.1"));
    lines.addAll(List.of(headers));
    return RawClient.ask(server.port(), lines.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "LocalHost:8080", "127.0.0.1", "127.1.2.3:80", "[::1]", "[::1]:99"})
  void takesTheNamesOfThisMachine(String host) throws Exception {
    assertThat(ask("GET /v1/audit", "Host: " + host).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:11611",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "192.168.1.7",
        "[::2]",
        "localhost."
      })
  void refusesOtherNamesSinceTheirOwnersMayPointThemHere(String host) throws Exception {
    Answer answer = ask("GET /v1/audit", "Host: " + host);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body())
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403,\"detail\":\"the host "
                + host
                + " is not this machine, as localhost and 127.0.0.1 are; tokens (audit.server.tokens) let other names in\"}\n");
    assertThat(ask("GET /", "Host: " + host).status()).isEqualTo(403);
    assertThat(server.recorded("auth_failure").get(0).json())
        .contains("the host " + host + " is not this machine");
  }

  @Test
  void refusesANameInTheRequestLineToo() throws Exception {
    assertThat(ask("GET http://evil.example/v1/audit", "Host: localhost").status()).isIn(400, 403);
    assertThat(RawClient.ask(server.port(), "GET /v1/audit HTTP/1.0").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "http://localhost:3000",
        "https://localhost:11611",
        "null",
        "https://siem.example.evil.example",
        "http://siem.example"
      })
  void refusesForeignOrigins(String origin) throws Exception {
    Answer answer = ask("GET /v1/audit", "Host: localhost:11611", "Origin: " + origin);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body())
        .contains(
            "the origin " + origin + " is foreign; audit.server.allowed_origins lets web sites in");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    assertThat(server.recorded("auth_failure")).hasSize(1);
  }

  @Test
  void takesItsOwnOrigin() throws Exception {
    assertThat(
            ask("GET /v1/audit", "Host: localhost:11611", "Origin: http://localhost:11611")
                .status())
        .isEqualTo(200);
  }

  @Test
  void refusesToRecordForAForeignPage() throws Exception {
    assertThat(
            ask(
                    "POST /v1/audit",
                    "Host: localhost",
                    "Origin: https://evil.example",
                    "Content-Type: text/plain",
                    "Content-Length: 0")
                .status())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "GET /v1/audit, same-origin, cors, 200",
    "GET /v1/audit, none, navigate, 200",
    "GET /v1/audit, cross-site, no-cors, 403",
    "GET /v1/audit, same-site, no-cors, 403",
    "GET /v1/audit/export?format=csv, cross-site, navigate, 403",
    "GET /, cross-site, navigate, 200",
    "GET /, cross-site, no-cors, 403",
    "GET /page/main.js, cross-site, no-cors, 403"
  })
  void refusesWhatABrowserFetchesForOtherSites(String request, String site, String mode, int status)
      throws Exception {
    Answer answer =
        ask(request, "Host: localhost", "Sec-Fetch-Site: " + site, "Sec-Fetch-Mode: " + mode);
    assertThat(answer.status()).isEqualTo(status);
  }

  @Test
  void letsTheListedOriginSeeTheAnswer() throws Exception {
    Answer answer =
        ask(
            "GET /v1/audit",
            "Host: localhost",
            "Origin: https://siem.example",
            "Sec-Fetch-Site: cross-site");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://siem.example");
    assertThat(answer.header("Access-Control-Expose-Headers"))
        .isEqualTo("Content-Disposition, Location, Retry-After");
    assertThat(answer.header("Vary")).isEqualTo("Origin");
    assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(ask("GET /v1/audit", "Host: localhost").header("Vary")).isEqualTo("Origin");
  }

  @Test
  void tellsTheListedOriginBeforehandWhatItMaySend() throws Exception {
    Answer answer =
        ask(
            "OPTIONS /v1/audit",
            "Host: localhost",
            "Origin: https://siem.example",
            "Access-Control-Request-Method: POST",
            "Access-Control-Request-Headers: content-type");
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://siem.example");
    assertThat(answer.header("Access-Control-Allow-Methods")).isEqualTo("GET, POST");
    assertThat(answer.header("Access-Control-Allow-Headers"))
        .isEqualTo("Authorization, Content-Type, Last-Event-ID");
    assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("600");
  }

  @Test
  void tellsNobodyElse() throws Exception {
    Answer answer =
        ask(
            "OPTIONS /v1/audit",
            "Host: localhost",
            "Origin: https://evil.example",
            "Access-Control-Request-Method: POST");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    assertThat(answer.header("Access-Control-Allow-Methods")).isEmpty();
  }
}
