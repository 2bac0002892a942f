package io.offgrid.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.offgrid.audit.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyIT {
  @TempDir private Path folder;
  private Cli cli;

  @BeforeEach
  void recordTheSample() throws IOException {
    cli = new Cli(folder);
    cli.recordCloudTrail();
  }

  @Test
  void saysWhatItsVerdictRestsOn() throws IOException {
    assertThat(cli.audit("verify").ended(0).out())
        .startsWith("OK  103 events, the chain is intact\n")
        .contains("checked  " + cli.home().resolve("audit"))
        .containsPattern("keys +[0-9a-f]{8}")
        .contains("not pinned", "head     authentic", "anchor   none");
  }

  @Test
  void reportsAsJson() throws IOException {
    JsonNode verdict = cli.audit("verify", "-o", "json").ended(0).json();

    assertThat(verdict.at("/status").asText()).isEqualTo("ok");
    assertThat(verdict.at("/events").asLong()).isEqualTo(103);
    assertThat(verdict.at("/findings").isArray()).isTrue();
    assertThat(verdict.at("/trust/head_present").asBoolean()).isTrue();
    assertThat(verdict.at("/trust/origin_pinned").asBoolean()).isFalse();
    assertThat(verdict.at("/trust/key_ids")).hasSize(1);
    assertThat(verdict.at("/notes").isArray()).isTrue();
  }

  @Test
  void findsOneChangedByteAndSaysWhere() throws IOException {
    changeOneByteOfLine42();
    List<String> lines = Files.readAllLines(cli.log());
    Result result = cli.audit("verify").ended(1);

    assertThat(result.out())
        .startsWith(
            "FAILED  2 findings in 103 events\n\nFirst broken link: signature\n  seq       42\n")
        .contains(member(lines.get(41), "id"), member(lines.get(41), "timestamp"))
        .containsPattern("where +events.log, line 42, byte \\d+\n")
        .containsPattern("expected +\\S")
        .containsPattern("found +\\S")
        .containsPattern("advice +\\S")
        .contains("\nThen\n  link at seq 43, events.log, line 43");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void listsEveryFindingAsJson() throws IOException {
    changeOneByteOfLine42();
    Result result = cli.audit("verify", "-o", "json").ended(1);
    JsonNode verdict = result.json();

    assertThat(verdict.at("/status").asText()).isEqualTo("failed");
    assertThat(verdict.fieldNames().next()).isEqualTo("status");
    assertThat(verdict.at("/findings")).hasSize(2);
    JsonNode first = verdict.at("/findings/0");
    assertThat(first.at("/kind").asText()).isEqualTo("signature");
    assertThat(first.at("/seq").asLong()).isEqualTo(42);
    assertThat(first.at("/id").asText()).startsWith("evt_");
    assertThat(first.at("/timestamp").asText()).endsWith("Z");
    assertThat(first.at("/file").asText()).isEqualTo("events.log");
    assertThat(first.at("/line").asLong()).isEqualTo(42);
    assertThat(first.at("/offset").asLong()).isPositive();
    assertThat(first.at("/expected").asText()).isNotEmpty();
    assertThat(first.at("/found").asText()).isNotEmpty();
    assertThat(first.at("/advice").asText()).isNotEmpty();
    assertThat(result.err()).isEmpty();
  }

  @Test
  void printsTheFirstTwentyOthersAndCountsTheRest() throws IOException {
    Files.writeString(
        cli.log(),
        Files.readString(cli.log()).replace("\"outcome\":\"success\"", "\"outcome\":\"failure\""));

    assertThat(cli.audit("verify").ended(1).out())
        .containsPattern("and \\d+ more; -o json lists all");
    JsonNode verdict = cli.audit("verify", "-o", "json").ended(1).json();
    assertThat(verdict.at("/findings").size()).isEqualTo(verdict.at("/finding_count").asInt());
    assertThat(verdict.at("/findings").size()).isGreaterThan(100);
  }

  @Test
  void statsTellsOfADamagedChainButEndsWell() throws IOException {
    changeOneByteOfLine42();

    assertThat(cli.audit("stats").ended(0).out()).contains("chain   FAILED, 2 findings");
    JsonNode stats = cli.audit("stats", "-o", "json").ended(0).json();
    assertThat(stats.at("/chain/status").asText()).isEqualTo("failed");
    assertThat(stats.at("/total_events").asLong()).isEqualTo(103);
    assertThat(cli.audit("stats", "--no-verify").ended(0).out()).contains("chain   not checked");
  }

  @Test
  void findsALogRolledBackTogetherWithItsHead() throws IOException {
    Path old = folder.resolve("old");
    Files.createDirectories(old);
    copy(cli.home().resolve("audit"), old);
    cli.audit("record", "--type", "late").ended(0);
    Path head = cli.write("head.json", cli.audit("head", "-o", "json").ended(0).out());
    assertThat(cli.audit("verify", "--head", head.toString()).ended(0).out())
        .contains("anchor   seq 104");

    copy(old, cli.home().resolve("audit"));
    assertThat(cli.audit("verify").ended(0).out()).startsWith("OK");
    assertThat(cli.audit("verify", "--head", head.toString()).ended(1).out()).startsWith("FAILED");
  }

  @Test
  void takesAnOlderHeadOfTheSameLog() throws IOException {
    Path head = cli.write("head.json", Files.readString(cli.home().resolve("audit/chain.hash")));
    cli.audit("record", "--type", "late").ended(0);

    assertThat(cli.audit("verify", "--head", head.toString()).ended(0).out())
        .startsWith("OK  104 events")
        .contains("anchor   seq 103");
  }

  @Test
  void saysWhatIsWrongWithAHeadFile() throws IOException {
    assertThat(cli.audit("verify", "--head", "/nowhere").ended(3).err())
        .isEqualTo("offgrid: /nowhere: there is no such file or directory\n");
    assertThat(cli.audit("verify", "--head", Cli.CLOUDTRAIL.toString()).ended(2).err())
        .contains("too long for a head");
    Path noHead = cli.write("head.json", "{}");
    Result result = cli.audit("verify", "--head", noHead.toString());
    assertThat(result.status()).isNotZero();
    assertThat(result.out() + result.err()).contains("head");
  }

  @Test
  void checksExports() throws IOException {
    Path json = folder.resolve("report.json");
    Path lines = folder.resolve("report.jsonl");
    cli.audit("export-json", json.toString()).ended(0);
    cli.audit("export", "--format", "jsonl", "--type", "list_buckets", lines.toString()).ended(0);

    assertThat(cli.audit("verify", "--file", json.toString()).ended(0).out())
        .startsWith("OK  103 events")
        .contains("checked  " + json);
    assertThat(cli.audit("verify", "--file", lines.toString()).ended(0).out()).startsWith("OK  2 ");
    Files.writeString(json, Files.readString(json).replaceFirst("pedro", "pedrO"));
    assertThat(cli.audit("verify", "--file", json.toString()).ended(1).out())
        .contains("First broken link: signature");
    assertThat(cli.audit("verify", "--file", "/nowhere").ended(3).err()).contains("/nowhere");
  }

  @Test
  void isNoPassWhenTheKeyIsMissing() throws IOException {
    Files.writeString(cli.home().resolve("audit.key"), "hex:" + "ab".repeat(32) + "\n");
    Result result = cli.audit("verify").ended(3);

    assertThat(result.out()).startsWith("UNVERIFIABLE").contains("not a pass", "unknown_key");
    assertThat(cli.audit("verify", "-o", "json").ended(3).json().at("/status").asText())
        .isEqualTo("unverifiable");
    Files.delete(cli.home().resolve("audit.key"));
    assertThat(cli.audit("verify").ended(3).err()).contains("audit.key");
  }

  @Test
  void looksWhereDirSays() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("restored"));
    copy(cli.home().resolve("audit"), copy);
    changeOneByteOfLine42();

    assertThat(cli.audit("verify", "--dir", copy.toString()).ended(0).out())
        .contains("checked  " + copy);
    assertThat(cli.audit("--dir", copy.toString(), "verify").ended(0).out()).startsWith("OK");
    cli.audit("verify").ended(1);
  }

  private void changeOneByteOfLine42() throws IOException {
    List<String> lines = Files.readAllLines(cli.log());
    String line = lines.get(41);
    assertThat(line).contains("us-east-1");
    lines.set(41, line.replaceFirst("us-east-1", "us-east-2"));
    Files.writeString(cli.log(), String.join("\n", lines) + "\n");
  }

  private static String member(String line, String name) {
    return line.replaceFirst(".*\"" + name + "\":\"([^\"]*)\".*", "$1");
  }

  private static void copy(Path from, Path to) throws IOException {
    for (String name : List.of("events.log", "chain.hash")) {
      Files.copy(from.resolve(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
