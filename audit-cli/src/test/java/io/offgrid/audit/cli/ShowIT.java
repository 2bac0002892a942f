package io.offgrid.audit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShowIT {
  @TempDir private Path folder;
  private Cli cli;

  @BeforeEach
  void prepare() {
    cli = new Cli(folder);
  }

  @Test
  void saysWhereItLookedWhenThereIsNoLog() throws IOException {
    Result result = cli.audit("show").ended(0);

    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo(
            "offgrid: no events yet in "
                + cli.home().resolve("audit")
                + "\noffgrid: record one: offgrid audit record --type auth_success --user alice\n");
    assertThat(cli.audit("show", "-o", "json").ended(0).json()).isEmpty();
    assertThat(cli.home()).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "'--type auth', 1",
    "'--type auth*', 3",
    "'--type auth --type model_load', 2",
    "'--user ann', 2",
    "'--outcome failure', 1",
    "'--severity critical', 1",
    "'--type auth* --user ann --outcome success', 1",
    "'--limit 2', 2",
    "'--limit 0', 0",
    "'--since 1h', 4",
    "'--until 1h', 0",
    "'--since 2000-01-01 --until 2000-12-31', 0",
    "'--since 2000-01-01T00:00:00Z --until 2999-12-31', 4"
  })
  void choosesEvents(String filters, int expected) throws IOException {
    recordFour();
    String[] arguments = ("show -o json " + filters).split(" ");

    assertThat(cli.audit(arguments).ended(0).json()).hasSize(expected);
    String[] export = ("export --format jsonl - " + filters).split(" ");
    assertThat(cli.audit(export).ended(0).out().lines()).hasSize(expected);
  }

  @Test
  void saysThatNothingMatches() throws IOException {
    recordFour();

    assertThat(cli.audit("show", "--user", "nobody").ended(0).err())
        .isEqualTo("offgrid: no event matches\n");
    assertThat(cli.audit("show", "--type", "auth_sucess").ended(0).err())
        .isEqualTo(
            """
            offgrid: no event matches
            offgrid: no event at all is of type auth_sucess; did you mean auth_success?
            """);
  }

  @Test
  void doesNotTakeADirectoryWithoutALogForAnEmptyLog() throws IOException {
    String empty = Files.createDirectories(cli.home().resolve("empty")).toString();
    for (String command : List.of("show", "stats", "verify", "head", "export-csv -")) {
      assertThat(cli.audit((command + " --dir " + empty).split(" ")).ended(2).err())
          .isEqualTo("offgrid: --dir " + empty + ": there is no log in it\n");
      assertThat(cli.audit((command + " --dir /nowhere").split(" ")).ended(2).err())
          .isEqualTo("offgrid: --dir /nowhere: there is no such directory\n");
    }
  }

  @Test
  void carriesTheExactLinesInJson() throws IOException {
    recordFour();
    String log = Files.readString(cli.log(), UTF_8);

    assertThat(cli.audit("show", "-o", "jsonl").ended(0).out()).isEqualTo(log);
    String array = cli.audit("show", "-o", "json").ended(0).out();
    assertThat(log.lines()).allMatch(array::contains);
    assertThat(
            StreamSupport.stream(cli.audit("show", "-o", "json").json().spliterator(), false)
                .map(event -> event.get("seq").asLong()))
        .containsExactly(1L, 2L, 3L, 4L);
    assertThat(cli.audit("show", "-o", "csv").ended(0).out().lines()).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource({
    "--limit -1, '''-1'' is not a number of events, 0 or more'",
    "--limit many, '''many'' is not a number of events'",
    "--limit 99999999999999999999, is not a number of events",
    "--since yesterday, '''yesterday'' is not a time'",
    "--until 2024-02-30, '''2024-02-30'' is not a time'",
    "--type Auth, '''Auth'' is not a type'",
    "--type a**, '''a**'' is not a type'",
    "-o xml, '''xml'' is none of table, json, jsonl, csv'",
    "--outcome maybe, '''maybe'' is none of success, failure'",
    "--severity critcal, 'did you mean critical?'"
  })
  void refusesValuesThatMakeNoSense(String option, String message) throws IOException {
    String[] arguments = ("show " + option).split(" ");

    assertThat(cli.audit(arguments).ended(2).err())
        .contains(message)
        .endsWith("offgrid: try: offgrid audit show --help\n");
  }

  @Test
  void refusesARangeThatEndsBeforeItBegins() throws IOException {
    assertThat(cli.audit("show", "--since", "2024-01-02", "--until", "2024-01-01").ended(2).err())
        .contains("--since 2024-01-02T00:00:00Z is not before --until 2024-01-02T00:00:00Z");
  }

  @Test
  void showsHostileTextHarmlessly() throws IOException {
    String evil = "\u001b[2J\u009b31m\r\n\u202e=cmd|'/C calc'!A0";
    cli.audit(
            "record",
            "--type",
            "a",
            "--user",
            evil,
            "--source",
            evil,
            "--target",
            evil,
            "--detail",
            evil + "=" + evil)
        .ended(0);
    String table = cli.audit("show").ended(0).out();

    assertThat(table.lines()).hasSize(2);
    assertThat(table).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}&&[^\\n]]");
    assertThat(table).contains("\\e[2J\\x9b31m\\r\\n\\u{202e}=cmd|'/C calc'!A0");
    String stats = cli.audit("stats").ended(0).out();
    assertThat(stats).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}&&[^\\n]]");
    assertThat(cli.audit("show", "-o", "csv").out())
        .doesNotContain("\"=cmd")
        .doesNotContain(",=cmd");
  }

  @Test
  void escapesJsonOnATerminal() throws IOException {
    cli.audit("record", "--type", "a", "--user", "\u009b31m").ended(0);

    String terminal = cli.shell("script -qec \"$offgrid audit show -o jsonl\" /dev/null").out();
    assertThat(terminal).contains("\"user_id\":\"\\u009b31m\"").doesNotContain("\u009b");
  }

  @Test
  void coloursOnATerminalUnlessToldNotTo() throws IOException {
    cli.audit("record", "--type", "a", "--outcome", "failure").ended(0);

    assertThat(terminal("show")).contains("\u001b[31mfailure\u001b[0m");
    assertThat(terminal("show --no-color")).contains("failure").doesNotContain("\u001b[");
    assertThat(terminal("--no-color show")).contains("failure").doesNotContain("\u001b[");
    assertThat(cli.audit("show").out()).contains("failure").doesNotContain("\u001b[");
    cli.with("NO_COLOR", "1");
    assertThat(terminal("show")).contains("failure").doesNotContain("\u001b[");
  }

  @Test
  void fitsTheTerminal() throws IOException {
    cli.audit("record", "--type", "a", "--detail", "text=" + "x".repeat(500)).ended(0);
    cli.with("COLUMNS", "72").with("NO_COLOR", "1");

    assertThat(terminal("show").lines().map(String::length)).allMatch(width -> width <= 72);
    assertThat(terminal("show")).contains("xxx…");
  }

  @Test
  void followsEventsAcrossRotationUntilInterrupted() throws Exception {
    cli.configure("audit:\n  max_size_mb: 1\n");
    cli.audit("record", "--type", "before").ended(0);
    Path out = folder.resolve("followed");
    Process follower =
        cli.start(
            Cli.interruptible(Cli.commandOf("show", "--follow", "-o", "jsonl", "--type", "x*")),
            "",
            out,
            folder.resolve("follower.err"));
    try {
      cli.audit("record", "--type", "x_first").ended(0);
      waitFor(out, 1, follower);
      String big = "{\"type\":\"other\",\"details\":{\"a\":\"" + "y".repeat(60_000) + "\"}}\n";
      cli.auditReading(big.repeat(40) + "{\"type\":\"x_last\"}\n", "record", "--file", "-")
          .ended(0);
      waitFor(out, 2, follower);
      assertThat(cli.log().resolveSibling("events.log.1")).exists();
      cli.run("", List.of("kill", "-INT", Long.toString(follower.pid())));
      assertThat(follower.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(follower.exitValue()).isZero();
    } finally {
      follower.destroyForcibly();
    }

    assertThat(Files.readString(out).lines()).hasSize(2);
    assertThat(Files.readString(out)).contains("x_first", "x_last");
  }

  @Test
  void refusesToFollowInAFormatThatHasAnEnd() throws IOException {
    assertThat(cli.audit("show", "--follow", "-o", "json").ended(2).err()).contains("-o jsonl");
    assertThat(cli.audit("show", "--follow", "-o", "csv").ended(2).err()).contains("-o jsonl");
  }

  @Test
  void advisesToVerifyWhenLinesAreUnreadable() throws IOException {
    recordFour();
    Files.writeString(cli.log(), Files.readString(cli.log()).replaceFirst("\\{", "garbage"));

    Result result = cli.audit("show").ended(0);
    assertThat(result.out().lines()).hasSize(4);
    assertThat(result.err()).contains("1 line damaged beyond reading", "offgrid audit verify");
  }

  private String terminal(String arguments) throws IOException {
    Result result =
        cli.shell("script -qec \"$offgrid audit " + arguments + "\" /dev/null").ended(0);
    return result.out().replace("\r\n", "\n");
  }

  private void recordFour() throws IOException {
    String events =
        """
        {"type":"auth","user_id":"bob","outcome":"failure"}
        {"type":"auth_success","user_id":"ann","outcome":"success"}
        {"type":"auth_failure","severity":"critical"}
        {"type":"model_load","user_id":"ann"}
        """;
    cli.auditReading(events, "record", "--file", "-").ended(0);
  }

  private static void waitFor(Path file, int lines, Process process) throws Exception {
    Cli.await(process, () -> Files.readString(file).lines().count() >= lines);
  }
}
