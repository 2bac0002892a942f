package io.offgrid.audit.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.offgrid.audit.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code token create}, and that the server knows what it made. */
class TokenIT {
  private static final Pattern PRINTED =
      Pattern.compile(
          """
          The token of alice, which nobody can show again:

            (oga_[A-Za-z0-9_-]{43})

          For config.yaml, beside tokens that are there already; then start the server again:

          (audit:
            server:
              tokens:
                - name: "alice"
                  token_sha256: "([0-9a-f]{64})"
                  may: \\[read, export\\]
          )""");
  private static final String HELP = "offgrid: try: offgrid audit token create --help\n";

  @TempDir private Path folder;
  private Cli cli;

  @BeforeEach
  void prepare() {
    cli = new Cli(folder);
  }

  private Matcher created() throws IOException {
    Result result =
        cli.audit("token", "create", "alice", "--may", "read", "--may", "export").ended(0);
    Matcher printed = PRINTED.matcher(result.out());
    assertThat(printed.matches()).describedAs(result.out()).isTrue();
    assertThat(result.err()).isEmpty();
    return printed;
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII)));
  }

  @Test
  void printsTheTokenOnceAndStoresNothing() throws Exception {
    Matcher printed = created();

    assertThat(printed.group(3)).isEqualTo(sha256(printed.group(1)));
    assertThat(created().group(1)).isNotEqualTo(printed.group(1));
    assertThat(cli.home()).doesNotExist();
  }

  @Test
  void printsJson() throws Exception {
    JsonNode made =
        cli.audit("token", "create", "a.b_c@d-9", "--may", "read,record,read", "-o", "json")
            .ended(0)
            .json();

    assertThat(made.get("token_sha256").asText()).isEqualTo(sha256(made.get("token").asText()));
    assertThat(made.get("name").asText()).isEqualTo("a.b_c@d-9");
    assertThat(made.get("may")).hasToString("[\"read\",\"record\"]");
    assertThat(made.size()).isEqualTo(4);
  }

  @Test
  void opensTheServer() throws Exception {
    Matcher printed = created();
    cli.configure(printed.group(2));
    try (Served server = Served.start(cli)) {
      assertThat(server.out())
          .isEqualTo(
              "http://127.0.0.1:%d/ serves the log in %s to who has the token of alice (read, export)\n"
                  .formatted(server.port(), cli.home().resolve("audit")));
      assertThat(server.status("/v1/audit")).isEqualTo(401);
      assertThat(server.statusWith(printed.group(1) + "x", "/v1/audit")).isEqualTo(401);
      assertThat(server.statusWith(printed.group(1), "/v1/audit")).isEqualTo(200);
      assertThat(server.err()).isEmpty();
    }
  }

  @Test
  void warnsOfTokensInPlainText() throws Exception {
    cli.configure(created().group(2));
    try (Served server = Served.start(cli, "--bind", "0.0.0.0")) {
      assertThat(server.err())
          .isEqualTo(
              "offgrid: warning: tokens and events cross the network in plain text: set"
                  + " audit.server.tls, or bind 127.0.0.1 behind a reverse proxy that speaks https\n");
    }
  }

  @Test
  void refusesWhatIsNoNameOrRight() throws IOException {
    assertThat(cli.audit("token", "create", "alice", "--may", "read,exprt").ended(2).err())
        .isEqualTo(
            "offgrid: --may 'exprt' is none of record, read, export, admin; did you mean export?\n"
                + HELP);
    assertThat(cli.audit("token", "create", "al ice", "--may", "read").ended(2).err())
        .isEqualTo(
            "offgrid: 'al ice' cannot be the token's name: name must be 1 to 64 letters, digits,"
                + " '.', '_', '@' and '-'\n"
                + HELP);
    assertThat(cli.audit("token", "create", "alice").ended(2).err())
        .isEqualTo("offgrid: Missing required option: '--may=RIGHT'\n" + HELP);
    assertThat(cli.audit("token", "creat", "alice").ended(2).err())
        .isEqualTo(
            """
            offgrid: there is no command 'creat'; did you mean create?
            offgrid: try: offgrid audit token --help
            """);
  }
}
