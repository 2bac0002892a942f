package io.offgrid.audit.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSettingsTest {
  private static final String HASH = "0123456789abcdef".repeat(4);
  private static final String OTHER_HASH = "fedcba9876543210".repeat(4);
  private static final String[] EVERYTHING = {
    "audit:",
    "  server:",
    "    bind: 0.0.0.0",
    "    port: 8443",
    "    tokens:",
    "    - {name: alice@example.org, token_sha256: " + HASH + ", may: [read, export]}",
    "    - {name: app, token_sha256: " + OTHER_HASH + ", may: [record]}",
    "    allowed_origins: ['https://siem.example', 'http://localhost:3000']",
    "    rate_limit: 50",
    "    record_access: false",
    "    max_body_bytes: 4096",
    "    max_connections: 99",
    "    request_timeout: 5s",
    "    verify_every: 0s",
  };

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void home() {
    home = Home.in(folder);
  }

  private List<String> problems(String... server) {
    String[] yaml = new String[server.length + 2];
    yaml[0] = "audit:";
    yaml[1] = "  server:";
    System.arraycopy(server, 0, yaml, 2, server.length);
    return home.problems(yaml);
  }

  @Test
  void takeEveryKeyOfTheFile() {
    ServerSettings server = home.load(EVERYTHING).settings().server().orElseThrow();
    assertThat(server.bind()).isEqualTo("0.0.0.0");
    assertThat(server.port()).isEqualTo(8443);
    assertThat(server.tokens())
        .containsExactly(
            new TokenSettings(
                "alice@example.org", HASH, List.of(AccessRight.READ, AccessRight.EXPORT)),
            new TokenSettings("app", OTHER_HASH, List.of(AccessRight.RECORD)));
    assertThat(server.allowedOrigins())
        .containsExactly("https://siem.example", "http://localhost:3000");
    assertThat(server.rateLimit()).isEqualTo(50);
    assertThat(server.recordAccess()).isFalse();
    assertThat(server.maxBodyBytes()).isEqualTo(4096);
    assertThat(server.maxConnections()).isEqualTo(99);
    assertThat(server.requestTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(server.verifyEvery()).isEqualTo(Duration.ZERO);
  }

  @Test
  void areAllInTheTestAbove() {
    assertThat(String.join("\n", EVERYTHING))
        .contains(
            Arrays.stream(ServerSettings.class.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(name -> !name.equals("tls")) // with files: in the server's tests
                .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT) + ":")
                .toList());
  }

  @Test
  void haveTheSameDefaultsWithAnEmptySectionAsWithout() {
    assertThat(home.load("audit: {server: {}}").settings().server())
        .contains(ServerSettings.standard());
  }

  @Test
  void tellAllMistakesAtOnce() {
    assertThat(
            problems(
                "    port: 70000",
                "    prot: 1",
                "    allowed_origins: ['https://siem.example/path']",
                "    rate_limit: -1",
                "    max_body_bytes: 1",
                "    max_connections: 1",
                "    request_timeout: 1ms",
                "    verify_every: 1s",
                "    tls: {cert_file: cert.pem, key_file: key.pem}",
                "    tokens:",
                "    - {name: 'a b', token_sha256: " + HASH + ", may: [read]}",
                "    - {name: ab, token_sha256: abc, may: [rede]}"))
        .containsExactly(
            "line 3: audit.server.port must be from 0 to 65535, not 70000",
            "line 4: audit.server.prot is not a known key; did you mean port?",
            "line 5: audit.server.allowed_origins must be like https://host or https://host:port,"
                + " without a path, not https://siem.example/path",
            "line 6: audit.server.rate_limit must be from 0 to 1000000, not -1",
            "line 7: audit.server.max_body_bytes must be from 1024 to 1073741824, not 1",
            "line 8: audit.server.max_connections must be from 8 to 1000000, not 1",
            "line 9: audit.server.request_timeout must be from 1s to 1h",
            "line 10: audit.server.verify_every must be 0s, or 1m or more",
            "line 11: audit.server.tls.cert_file cannot be read: "
                + folder.resolve("cert.pem")
                + ": there is no such file",
            "line 13: entry 1 of audit.server.tokens.name must be 1 to 64 letters, digits, '.', '_', '@' and"
                + " '-'",
            "line 14: entry 1 of entry 2 of audit.server.tokens.may must be record, read, export or admin, not"
                + " \"rede\"",
            "line 14: entry 2 of audit.server.tokens.token_sha256 must be 64 lower-case hex digits:"
                + " 'offgrid audit token create' prints it");
  }

  @Test
  void refuseTwoTokensOfOneName() {
    String token = "    - {name: a, token_sha256: " + HASH + ", may: [read]}";
    assertThat(problems("    tokens:", token, token))
        .containsExactly("line 3: audit.server.tokens has two of the name a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "192.168.1.5", "'::'", "audit.example"})
  void refuseToListenToOthersWithoutTokens(String bind) {
    assertThat(problems("    bind: " + bind))
        .containsExactly(
            "line 3: audit.server.bind is "
                + bind.replace("'", "")
                + ", which others can reach, and there are no tokens: anybody could read the log and"
                + " record to it. Add tokens ('offgrid audit token create NAME --may read'), or bind"
                + " 127.0.0.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServerSettings.standard().at("0.0.0.0", 1));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, true",
    "127.0.0.1, true",
    "127.9.9.9, true",
    "::1, true",
    "0:0:0:0:0:0:0:1, true",
    "127.0.0.1.evil.example, false",
    "localhost.evil.example, false",
    "10.0.0.1, false",
    "::, false",
    "'', false"
  })
  void knowWhatOthersCannotReach(String host, boolean loopback) {
    assertThat(ServerSettings.isLoopback(host)).isEqualTo(loopback);
  }

  @Test
  void aTokenOfAnAdminIsGoodForAll() {
    TokenSettings admin = new TokenSettings("a", HASH, List.of(AccessRight.ADMIN));
    assertThat(AccessRight.values()).allMatch(admin::allows);
    TokenSettings reader = new TokenSettings("a", HASH, List.of(AccessRight.READ));
    assertThat(AccessRight.values()).filteredOn(reader::allows).containsExactly(AccessRight.READ);
  }
}
