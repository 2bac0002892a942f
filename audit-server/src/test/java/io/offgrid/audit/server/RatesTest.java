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

/** How often what may be done, and recorded. */
class RatesTest {
  @TempDir Path home;

  @SuppressWarnings("NullAway.Init") // each test starts its own
  private TestServer server;

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer as(String token, String path) throws Exception {
    return server.send(server.request(path).header("Authorization", "Bearer " + token + "-secret"));
  }

  @Test
  void eachTokenHasItsOwnLimit() throws Exception {
    server =
        TestServer.start(
            home,
            "rate_limit: 1",
            "record_access: false",
            "tokens:",
            TokensTest.token("alice", "read"),
            TokensTest.token("bob", "read"));
    server.record(1);
    assertThat(as("alice", "/v1/audit/whoami").status()).isEqualTo(200);
    Answer refused = as("alice", "/v1/audit");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(refused.detail())
        .isEqualTo(
            "too many requests come from the token alice (audit.server.rate_limit); try again in 1 s");
    assertThat(as("bob", "/v1/audit").status()).isEqualTo(200);
    server.pass(Duration.ofSeconds(1));
    assertThat(as("alice", "/v1/audit").status()).isEqualTo(200);
  }

  @Test
  void soHasEachAddressWithoutTokens() throws Exception {
    server = TestServer.start(home, "rate_limit: 3");
    server.record(1);
    for (int i = 0; i < 3; i++) {
      assertThat(server.get("/v1/audit/head").status()).isEqualTo(200);
    }
    Answer refused = server.get("/v1/audit/head");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.detail())
        .isEqualTo(
            "too many requests come from 127.0.0.1 (audit.server.rate_limit); try again in 1 s");
    assertThat(server.get("/healthz").status()).isEqualTo(200);
    assertThat(server.get("/").status()).isEqualTo(200);
  }

  @Test
  void refusalsAreRecordedAtABoundedRateAndCounted() throws Exception {
    server = TestServer.start(home, "tokens:", TokensTest.token("alice", "read"));
    server.record(1);
    for (int i = 0; i < 25; i++) {
      assertThat(server.get("/v1/audit").status()).isEqualTo(401);
    }
    assertThat(server.recorded("auth_failure"))
        .hasSize(10)
        .noneMatch(failure -> failure.json().contains("suppressed"));
    server.pass(Duration.ofMinutes(1));
    server.get("/v1/audit/stats");
    List<AuditRecord> failures = server.recorded("auth_failure");
    assertThat(failures).hasSize(11);
    assertThat(failures.get(10).detailsJson())
        .contains("{\"reason\":\"no token\",\"suppressed\":15}");
  }

  @Test
  void theLastOfThemAreCountedTooWhenNoMoreFollow() throws Exception {
    server = TestServer.start(home, "tokens:", TokensTest.token("alice", "read"));
    server.record(1);
    for (int i = 0; i < 13; i++) {
      server.get("/v1/audit");
    }
    server.server().failures().tellSuppressed();
    assertThat(server.recorded("auth_failure")).hasSize(10);
    server.pass(Duration.ofSeconds(7));
    server.server().failures().tellSuppressed();
    server.server().failures().tellSuppressed();
    List<AuditRecord> failures = server.recorded("auth_failure");
    assertThat(failures).hasSize(11);
    assertThat(failures.get(10).detailsJson()).contains("{\"suppressed\":3}");
  }
}
