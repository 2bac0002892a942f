package io.offgrid.audit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation says about the HTTP API, asked of the installed command. */
class ServeIT {
  @TempDir private Path folder;
  private Cli cli;
  private Served server;

  @BeforeEach
  void serveTheSample() throws Exception {
    cli = new Cli(folder);
    cli.recordCloudTrail();
    cli.auditReading(
            "{\"type\":\"auth\",\"user_id\":\"ann\"}\n".repeat(25), "record", "--file", "-")
        .ended(0);
    server = Served.start(cli);
  }

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void saysWhereItListensAndToWhom() throws Exception {
    assertThat(server.out())
        .isEqualTo(
            "http://127.0.0.1:%d/ serves the log in %s to everybody on this machine\n"
                .formatted(server.port(), cli.home().resolve("audit")));
    assertThat(server.err()).isEmpty();
  }

  @Test
  void showsTheNewestTwentyOfAType() throws Exception {
    JsonNode answer = server.json("/v1/audit?limit=20&type=auth");

    assertThat(answer.get("events")).hasSize(20);
    assertThat(answer.at("/events/0/seq").asLong()).isEqualTo(128);
    assertThat(answer.at("/events/19/seq").asLong()).isEqualTo(109);
    assertThat(answer.at("/events/19/user_id").asText()).isEqualTo("ann");
  }

  @Test
  void countsAsTheCommandDoes() throws Exception {
    assertThat(server.json("/v1/audit/stats"))
        .isEqualTo(cli.audit("stats", "-o", "json").ended(0).json());
  }

  @Test
  void verifies() throws Exception {
    JsonNode verdict = server.json("/v1/audit/verify");

    assertThat(verdict.get("status").asText()).isEqualTo("ok");
    assertThat(verdict.get("events").asLong()).isEqualTo(128);
    assertThat(verdict.get("finding_count").asLong()).isZero();
  }

  @Test
  void exportsTheBytesOfTheCommands() throws Exception {
    Path csv = folder.resolve("report.csv");
    Path json = folder.resolve("report.json");
    cli.audit("export-csv", csv.toString()).ended(0);
    cli.audit("export-json", json.toString()).ended(0);

    assertThat(server.bytes("/v1/audit/export?format=csv")).isEqualTo(Files.readAllBytes(csv));
    assertThat(server.bytes("/v1/audit/export?format=json")).isEqualTo(Files.readAllBytes(json));
  }

  @Test
  void hasAPage() throws Exception {
    assertThat(new String(server.bytes("/"), UTF_8)).startsWith("<!doctype html>");
  }

  @Test
  void recordsWhatOthersSee() throws Exception {
    String posted = server.post("{\"type\":\"from_http\",\"user_id\":\"bob\"}");
    cli.audit("record", "--type", "from_command", "--user", "eve").ended(0);

    JsonNode shown = cli.audit("show", "--type", "from_http", "-o", "json").ended(0).json();
    assertThat(shown.at("/0/id").asText()).isEqualTo(posted);
    assertThat(shown.at("/0/user_id").asText()).isEqualTo("bob");
    assertThat(server.json("/v1/audit?type=from_command").at("/events/0/user_id").asText())
        .isEqualTo("eve");
    assertThat(cli.audit("verify").ended(0).out()).startsWith("OK  130 events");
  }
}
