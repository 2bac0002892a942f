package io.offgrid.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the command behaves as a process: streams, locale, signals, start scripts. */
class ProcessIT {
  @TempDir private Path folder;
  private Cli cli;

  @BeforeEach
  void prepare() {
    cli = new Cli(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "audit",
        "audit record",
        "audit show",
        "audit stats",
        "audit verify",
        "audit head",
        "audit export-csv",
        "audit export-json",
        "audit export",
        "audit config",
        "audit config check",
        "audit key",
        "audit key show",
        "audit key rotate",
        "audit sinks",
        "audit sinks test",
        "audit sinks replay",
        "audit sinks retry",
        "audit prune",
        "audit set-aside",
        "audit backup",
        "audit serve",
        "audit token",
        "audit token create",
        "audit completion",
        "audit man"
      })
  void helpsEverywhereWithExamples(String command) throws IOException {
    Result result = cli.shell("$offgrid " + command + " --help").ended(0);

    assertThat(result.out())
        .startsWith("Usage: offgrid")
        .contains("Examples:", "--config", "--dir");
    assertThat(result.err()).isEmpty();
    assertThat(cli.home()).doesNotExist();
  }

  @Test
  void tellsItsVersionEverywhere() throws IOException {
    assertThat(cli.shell("$offgrid --version").ended(0).out()).matches("offgrid \\d+\\.\\d+.*\n");
    assertThat(cli.shell("$offgrid audit show --version").ended(0).out()).startsWith("offgrid ");
  }

  @Test
  void wantsACommand() throws IOException {
    assertThat(cli.shell("$offgrid").ended(2).err()).contains("offgrid --help");
    assertThat(cli.shell("$offgrid audit").ended(2).err()).contains("offgrid audit --help");
    assertThat(cli.shell("$offgrid audit shwo").ended(2).err()).contains("did you mean show?");
    assertThat(cli.shell("$offgrid audit show --limt 3").ended(2).err())
        .contains("did you mean --limit?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"show", "show -o json", "stats -o json", "verify", "--help", "export-csv -"})
  void saysThatStandardOutputIsFull(String command) throws IOException {
    cli.recordCloudTrail();

    assertThat(cli.shell("$offgrid audit " + command + " > /dev/full").ended(3).err())
        .isEqualTo("offgrid: cannot write to standard output: No space left on device\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"show --limit 103", "export-csv -", "show -o jsonl --limit 103"})
  void endsQuietlyWhenItsReaderHasSeenEnough(String command) throws IOException {
    cli.recordCloudTrail();
    Result result =
        cli.shell("set -o pipefail; $offgrid audit " + command + " | (read -r line; exec <&-)");

    assertThat(result.ended(0).err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "tr_TR.UTF-8", "de_DE.ISO-8859-1"})
  void speaksUtf8InEveryLocale(String locale) throws IOException {
    cli.with("LANG", locale).with("LC_ALL", locale);
    cli.audit("record", "--type", "inference", "--user", "Grüße 世界").ended(0);
    Path file = folder.resolve("größe.csv");
    cli.audit("export-csv", file.toString()).ended(0);

    assertThat(file).exists();
    assertThat(cli.audit("show").ended(0).out()).contains("Grüße 世界");
    assertThat(cli.audit("show", "--user", "Grüße 世界", "-o", "json").ended(0).json()).hasSize(1);
  }

  @Test
  void isNotConfusedByTurkishLetters() throws IOException {
    cli.with("OFFGRID_JAVA_OPTS", "-Duser.language=tr -Duser.country=TR");
    cli.auditReading("{\"name\":\"INFO_ITEM\"}\n", "record", "--file", "-", "--type-from", "/name")
        .ended(0);

    assertThat(cli.audit("show", "--type", "info_item", "-o", "json").ended(0).json()).hasSize(1);
    assertThat(cli.audit("show", "--severity", "INFO").ended(0).err()).contains("no event matches");
    assertThat(cli.audit("verify", "-o", "json").ended(0).json().at("/status").asText())
        .isEqualTo("ok");
  }

  @Test
  void saysHowFarItCameWhenInterrupted() throws Exception {
    Path err = folder.resolve("interrupted.err");
    cli.with("offgrid", Cli.INSTALLED.toString());
    Path pid = folder.resolve("pid");
    String events = "printf '%s\\n' '{\"type\":\"a\"}' '{\"type\":\"b\"}'";
    Process process =
        cli.start(
            Cli.interruptible(
                List.of(
                    "bash",
                    "-c",
                    "{ "
                        + events
                        + "; exec tail -f /dev/null; } | "
                        + "{ echo $BASHPID > "
                        + pid
                        + "; exec $offgrid audit record --file -; }")),
            "",
            folder.resolve("interrupted.out"),
            err);
    String said;
    try {
      Cli.await(
          process, () -> Files.exists(cli.log()) && Files.readAllLines(cli.log()).size() == 2);
      cli.run("", List.of("kill", "-INT", Files.readString(pid).strip()));
      Cli.await(process, () -> Files.readString(err).endsWith("\n"));
      said = Files.readString(err); // before the shell says that it was killed
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }

    assertThat(said)
        .isEqualTo(
            "offgrid: interrupted: recorded 2 events, seq 1 to 2, up to line 2 of standard input\n");
    assertThat(cli.audit("verify").ended(0).out()).startsWith("OK  2 events");
  }

  @Test
  void startsThroughLinksFromAnywhere() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("a link"), Cli.ROOT.resolve("offgrid"));
    Path second = Files.createSymbolicLink(folder.resolve("second"), Path.of("a link"));

    assertThat(cli.run("", List.of(second.toString(), "--version")).ended(0).out())
        .startsWith("offgrid ");
    Path installed = Files.createSymbolicLink(folder.resolve("installed"), Cli.INSTALLED);
    assertThat(cli.run("", List.of(installed.toString(), "--version")).ended(0).out())
        .startsWith("offgrid ");
    for (Path made : List.of(installed, second, link)) {
      Files.delete(made);
    }
  }

  @Test
  void saysWhenJavaIsMissingOrTooOld() throws IOException {
    assertThat(cli.with("JAVA_HOME", "/nowhere").audit("show").ended(3).err())
        .isEqualTo(
            "offgrid: there is no /nowhere/bin/java: JAVA_HOME must name a JDK or JRE, 17 or later\n");
    Path old = Files.createDirectories(folder.resolve("jdk/bin"));
    Path java = Files.writeString(old.resolve("java"), "#!/bin/sh\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"11.0.2\"\n");
    assertThat(cli.with("JAVA_HOME", folder.resolve("jdk").toString()).audit("show").ended(3).err())
        .isEqualTo("offgrid: " + java + " is Java 11; 17 or later is needed (JAVA_HOME chooses)\n");
    cli.with("JAVA_HOME", "").with("PATH", folder.resolve("none").toString());
    assertThat(
            cli.run("", List.of("/bin/sh", Cli.INSTALLED.toString(), "--version")).ended(3).err())
        .contains("java is missing");
  }

  @Test
  void printsAStackTraceOnlyWhenAsked() throws IOException {
    assertThat(cli.audit("record", "--file", "/nowhere").err()).doesNotContain("\tat ");
    assertThat(cli.with("OFFGRID_DEBUG", "1").audit("record", "--file", "/nowhere").ended(3).err())
        .contains("\tat io.offgrid");
  }
}
