package io.offgrid.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that users know from the documentation, word by word. */
class DocumentedCommandsIT {
  @TempDir private Path folder;
  private Cli cli;

  @BeforeEach
  void recordSomething() throws IOException {
    cli = new Cli(folder);
    String events =
        """
        {"type":"auth","user_id":"ann"}
        {"type":"auth_success","user_id":"ann"}
        {"type":"model_load","user_id":"user_xyz","details":{"model":"llama3","size":"3B"}}
        """;
    cli.auditReading(events.repeat(25), "record", "--file", "-").ended(0);
  }

  @Test
  void showPrintsTheLastTwenty() throws IOException {
    assertThat(cli.audit("show").ended(0).out().lines()).hasSize(21);
  }

  @Test
  void showTakesALimit() throws IOException {
    String out = cli.audit("show", "--limit", "50").ended(0).out();

    assertThat(out.lines()).hasSize(51);
    assertThat(out.lines().skip(50)).allMatch(line -> line.contains("model_load"));
  }

  @Test
  void showTakesATypeWordByWord() throws IOException {
    assertThat(cli.audit("show", "--type", "auth").ended(0).out())
        .contains("  auth  ")
        .doesNotContain("auth_success");
    assertThat(cli.audit("show", "--type", "model_load").ended(0).out().lines().skip(1))
        .hasSize(20)
        .allMatch(
            line -> line.contains("model_load  user_xyz  {\"model\":\"llama3\",\"size\":\"3B\"}"));
  }

  @Test
  void statsCountsEverything() throws IOException {
    assertThat(cli.audit("stats").ended(0).out())
        .contains("events  75", "chain   OK", "Events by type", "auth_success  25")
        .containsPattern("first +\\d{4}-\\d\\d-\\d\\dT")
        .containsPattern("last +\\d{4}-\\d\\d-\\d\\dT");
  }

  @Test
  void verifySaysOk() throws IOException {
    assertThat(cli.audit("verify").ended(0).out()).startsWith("OK  75 events");
  }

  @Test
  void exportCsvWritesAFile() throws IOException {
    Path report = folder.resolve("report.csv");
    cli.audit("export-csv", report.toString()).ended(0);

    assertThat(Files.readAllLines(report)).hasSize(76);
    assertThat(Files.readAllLines(report).get(0))
        .isEqualTo(
            "\"id\",\"timestamp\",\"type\",\"user_id\",\"outcome\",\"severity\",\"source\",\"target\","
                + "\"details\",\"seq\",\"key_id\",\"signature\",\"chain_hash\"");
  }

  @Test
  void exportJsonWritesAFileWithTheEventStructure() throws IOException {
    Path report = folder.resolve("report.json");
    cli.audit("export-json", report.toString()).ended(0);

    JsonNode events = new ObjectMapper().readTree(report.toFile());
    JsonNode event = events.get(2);
    assertThat(events).hasSize(75);
    assertThat(event.at("/id").asText()).startsWith("evt_");
    assertThat(event.at("/timestamp").asText()).endsWith("Z");
    assertThat(event.at("/type").asText()).isEqualTo("model_load");
    assertThat(event.at("/user_id").asText()).isEqualTo("user_xyz");
    assertThat(event.at("/details/size").asText()).isEqualTo("3B");
    assertThat(event.at("/signature").asText()).startsWith("hmac-sha256:");
    assertThat(event.at("/chain_hash").asText()).startsWith("sha256:");
  }
}
