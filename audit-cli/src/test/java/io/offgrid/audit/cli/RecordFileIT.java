package io.offgrid.audit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.offgrid.audit.cli.Cli.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileIT {
  private static final String EVENTS =
      """
      {"type":"auth","user_id":"a"}

      \t\r
      {"type":"auth","user_id":"b"}
      {"type":"Auth"}
      {"type":"auth","usr":"x"}
      not json
      {"type":"auth","user_id":"c"}\
      """;

  /** 500.0 is 500. */
  private static final Comparator<JsonNode> BY_VALUE =
      (a, b) ->
          a.isNumber() && b.isNumber()
              ? a.decimalValue().compareTo(b.decimalValue())
              : a.equals(b) ? 0 : 1;

  @TempDir private Path folder;
  private Cli cli;

  @BeforeEach
  void prepare() {
    cli = new Cli(folder);
  }

  @Test
  void recordsTheCloudTrailSample() throws IOException {
    assertThat(cli.recordCloudTrail().out())
        .startsWith(
            "recorded 103 events from "
                + Cli.CLOUDTRAIL
                + "\n  seq   1 to 103\n  head  seq 103, sha256:");
    assertThat(cli.audit("verify").ended(0).out()).startsWith("OK  103 events");

    List<String> input = Files.readAllLines(Cli.CLOUDTRAIL);
    List<String> stored =
        cli.audit("export", "--format", "jsonl", "-").ended(0).out().lines().toList();
    ObjectMapper json = new ObjectMapper();
    for (int i = 0; i < input.size(); i++) {
      JsonNode details = json.readTree(stored.get(i)).get("details");
      assertThat(details.equals(BY_VALUE, json.readTree(input.get(i)))).isTrue();
    }
    JsonNode first = json.readTree(stored.get(0));
    assertThat(first.at("/type").asText()).isEqualTo("describe_instance_types");
    assertThat(first.at("/user_id").asText()).isEqualTo("pedro");
    assertThat(first.at("/source").asText()).isEqualTo("1.2.3.4");
    assertThat(first.at("/target").asText()).isEqualTo("ec2.amazonaws.com");
    assertThat(first.at("/outcome").asText()).isEqualTo("success");
  }

  @Test
  void recordsTheLinuxSampleAndReportsAsJson() throws IOException {
    JsonNode report =
        cli.audit(
                "record",
                "--file",
                Cli.LINUX_AUDIT.toString(),
                "--type-from",
                "/EventType",
                "--source-from",
                "/HostIP",
                "--target-from",
                "/HostName",
                "-o",
                "json")
            .ended(0)
            .json();

    assertThat(report.at("/status").asText()).isEqualTo("recorded");
    assertThat(report.at("/recorded").asLong()).isEqualTo(50);
    assertThat(report.at("/first_seq").asLong()).isEqualTo(1);
    assertThat(report.at("/last_seq").asLong()).isEqualTo(50);
    assertThat(report.at("/head")).isEqualTo(cli.audit("head", "-o", "json").ended(0).json());
    assertThat(cli.audit("show", "--limit", "1").out()).contains("auoms_execve", "UBUNTU5");
    assertThat(cli.audit("verify").ended(0).out()).startsWith("OK  50 events");
  }

  @Test
  void stopsAtABadLineAndKeepsWhatCameBefore() throws IOException {
    Path file = cli.write("events.jsonl", EVENTS);
    Result result = cli.audit("record", "--file", file.toString()).ended(2);

    assertThat(result.out()).startsWith("recorded 2 events from " + file + "\n  seq   1 to 2\n");
    assertThat(result.err())
        .startsWith("offgrid: " + file + ":5:9: type \"Auth\" is not of the form")
        .contains("what came before stays recorded; the last line recorded is 4")
        .contains("--skip-bad");
    assertThat(cli.audit("verify").ended(0).out()).startsWith("OK  2 events");
  }

  @Test
  void passesOverBadLinesAndCountsThem() throws IOException {
    Path file = cli.write("events.jsonl", EVENTS);
    Result result = cli.audit("record", "--file", file.toString(), "--skip-bad").ended(0);

    assertThat(result.out()).contains("recorded 3 events").contains("skipped  3 bad lines");
    assertThat(result.err())
        .contains(file + ":5:9: type \"Auth\"", file + ":6:16: ", file + ":7:1: not JSON");
    JsonNode again =
        cli.audit("record", "--file", file.toString(), "--skip-bad", "-o", "json").ended(0).json();
    assertThat(again.at("/skipped").asLong()).isEqualTo(3);
    assertThat(again.at("/bad_lines")).hasSize(3);
  }

  @Test
  void namesOnlyTheFirstFewBadLines() throws IOException {
    Result result = cli.auditReading("x\n".repeat(1000), "record", "--file", "-", "--skip-bad");

    assertThat(result.ended(0).err()).contains("standard input:5:1:", "and 995 more bad lines");
    assertThat(result.err().lines()).hasSizeLessThan(10);
  }

  @Test
  void tellsTheColumnInTheLineOfForeignJson() throws IOException {
    Result result =
        cli.auditReading(
            "{\"e\":\"ä\"}\n{\"e\":\"ä\",}\n", "record", "--file", "-", "--type-from", "/e");

    assertThat(result.ended(2).err()).startsWith("offgrid: standard input:2:");
    assertThat(result.err()).containsPattern("standard input:2:(9|10|11): not JSON");
    assertThat(result.out()).startsWith("recorded 1 event from standard input");
  }

  @Test
  void cannotBeFooledByALineThatGoesOnBehindItsObject() throws IOException {
    Result result =
        cli.auditReading(
            "{}, \"user_id\":\"admin\"\n", "record", "--file", "-", "--type", "deploy");

    assertThat(result.ended(2).err()).contains("standard input:1:");
    assertThat(result.out()).startsWith("recorded 0 events");
  }

  @Test
  void givesForeignLinesTheTypeOfTheOptionWhereTheyHaveNone() throws IOException {
    cli.auditReading(
            "{\"kind\":\"PodCreated\"}\n{\"other\":1}\n",
            "record",
            "--file",
            "-",
            "--type",
            "kube",
            "--type-from",
            "/kind")
        .ended(0);

    assertThat(cli.audit("show", "-o", "jsonl").out())
        .contains("\"type\":\"pod_created\"", "\"type\":\"kube\"", "{\"other\":1}");
  }

  @Test
  void saysThatAnEmptyFileHoldsNothing() throws IOException {
    Path file = cli.write("empty", "\n\n");
    Result result = cli.audit("record", "--file", file.toString()).ended(0);

    assertThat(result.out()).isEqualTo("recorded 0 events from " + file + "\n");
    assertThat(result.err()).isEqualTo("offgrid: warning: " + file + " holds no events\n");
  }

  @Test
  void saysWhereABinaryFileIsNoJson() throws IOException {
    Result result = cli.audit("record", "--file", "/bin/sh").ended(2);

    assertThat(result.err()).startsWith("offgrid: /bin/sh:1:").contains("not JSON");
    assertThat(result.err()).doesNotContainPattern("[\\p{Cntrl}&&[^\\n]]");
  }

  @Test
  void saysWhichFileIsNotThere() throws IOException {
    assertThat(cli.audit("record", "--file", "/nowhere.jsonl").ended(3).err())
        .isEqualTo("offgrid: /nowhere.jsonl: there is no such file or directory\n");
    assertThat(cli.audit("record", "--file", folder.toString()).ended(3).err())
        .isEqualTo("offgrid: " + folder + ": is a directory; name a file\n");
  }

  @Test
  void refusesALineThatIsTooLongWithoutHoldingIt() throws IOException {
    Path file = folder.resolve("huge.jsonl");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write("{\"type\":\"auth\"}\n{\"type\":\"auth\",\"details\":{\"a\":\"".getBytes(UTF_8));
      byte[] mebibyte = "x".repeat(1 << 20).getBytes(UTF_8);
      for (int i = 0; i < 100; i++) {
        out.write(mebibyte);
      }
      out.write("\"}}\n{\"type\":\"auth\"}\n".getBytes(UTF_8));
    }
    Result result = cli.audit("record", "--file", file.toString(), "--skip-bad").ended(0);

    assertThat(result.out()).startsWith("recorded 2 events");
    assertThat(result.err()).isEqualTo("offgrid: " + file + ":2: longer than 16 MiB\n");
  }

  @Test
  void repairsHostileValuesAndRecordsThem() throws IOException {
    String lines =
        "{\"type\":\"big\",\"details\":{\"a\":\""
            + "x".repeat(2 << 20)
            + "\"}}\n"
            + "{\"type\":\"deep\",\"details\":{\"a\":"
            + "[".repeat(33)
            + "]".repeat(33)
            + "}}\n"
            + "{\"type\":\"lone\",\"user_id\":\"\\ud800\"}\n"
            + "{\"type\":\"ints\",\"details\":{\"i\":9007199254740993,\"e\":1e20}}\n"
            + "{\"type\":\"many\",\"details\":{\"a\":["
            + "9007199254740993,".repeat(199_999)
            + "1e400]}}\n"
            + "{\"type\":\"long\",\"user_id\":\""
            + "u".repeat(10_000)
            + "\"}\n"
            + "{\"type\":\"twice\",\"details\":{\"a\":1,\"a\":2}}\n";
    cli.auditReading(lines, "record", "--file", "-").ended(0);
    List<String> stored = cli.audit("show", "-o", "jsonl").ended(0).out().lines().toList();

    assertThat(stored).hasSize(7).allMatch(line -> line.contains("\"repairs\":["));
    assertThat(stored.get(0)).contains("\"omitted_bytes\":2097");
    assertThat(stored.get(3))
        .contains("{\"e\":\"100000000000000000000\",\"i\":\"9007199254740993\"}");
    assertThat(stored.get(6)).contains("{\"a\":1,\"a#2\":2}");
    assertThat(cli.audit("verify").ended(0).out()).startsWith("OK  7 events");
  }

  @Test
  void recordsManyEventsInLittleMemory() throws IOException {
    Path file = folder.resolve("many.jsonl");
    String line =
        "{\"type\":\"auth\",\"user_id\":\"ann\",\"details\":{\"x\":\"" + "y".repeat(900) + "\"}}\n";
    Files.writeString(file, line.repeat(100_000));
    cli.with("OFFGRID_JAVA_OPTS", "-Xmx48m");

    assertThat(cli.audit("record", "--file", file.toString()).ended(0).out())
        .startsWith("recorded 100,000 events")
        .contains("seq   1 to 100000");
    assertThat(cli.audit("verify").ended(0).out()).startsWith("OK  100,000 events");
    assertThat(cli.audit("show", "--limit", "60000", "-o", "jsonl").ended(0).out().lines())
        .hasSize(60_000);
  }
}
