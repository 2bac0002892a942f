package io.offgrid.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person at a terminal meets: the pager, Ctrl-C, completion, manual pages. */
class TerminalIT {
  @TempDir private Path folder;
  private Cli cli;

  @BeforeEach
  void recordSomething() throws IOException {
    cli = new Cli(folder).with("OFFGRID_PAGER", "sed s/^/paged:/").with("TERM", "dumb");
    cli.recordCloudTrail();
  }

  @ParameterizedTest
  @ValueSource(strings = {"audit show", "audit stats", "audit show -o jsonl", "audit --help"})
  void pagesWhatDoesNotFitOnTheScreen(String command) throws IOException {
    assertThat(onTerminal(10, "$offgrid " + command).lines())
        .hasSizeGreaterThan(10)
        .allMatch(line -> line.startsWith("paged:"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "audit show --limit 3",
        "audit show --no-pager",
        "audit show | cat",
        "audit export-csv -",
        "audit verify"
      })
  void pagesNothingElse(String command) throws IOException {
    assertThat(onTerminal(10, "$offgrid " + command)).isNotEmpty().doesNotContain("paged:");
  }

  @Test
  void doesWithoutAPagerThatIsNotThere() throws IOException {
    cli.with("OFFGRID_PAGER", "no-such-pager");

    assertThat(onTerminal(10, "$offgrid audit show").lines()).hasSize(21);
  }

  @Test
  void keepsTheExitStatusWhenItPages() throws IOException {
    Files.writeString(cli.log(), Files.readString(cli.log()).replace("pedro", "petra"));

    assertThat(onTerminal(10, "$offgrid audit verify; echo status $?"))
        .contains("paged:FAILED")
        .endsWith("status 1\n");
  }

  @Test
  void saysHowFarAnInterruptedVerificationCame() throws Exception {
    Path export = folder.resolve("export.jsonl");
    cli.audit("export", "--format", "jsonl", export.toString()).ended(0);
    Path taken = folder.resolve("taken");
    String input = "for i in {1..20}; do cat %s; done; touch %s".formatted(export, taken);
    String command =
        "{ %s; exec tail -f /dev/null; } | { echo $BASHPID > pid; exec $offgrid audit verify --file -; }"
            .formatted(input);
    Path err = folder.resolve("interrupted.err");
    cli.with("offgrid", Cli.INSTALLED.toString());
    Process process =
        cli.start(
            Cli.interruptible(List.of("bash", "-c", command)),
            "",
            folder.resolve("interrupted.out"),
            err);
    String said;
    try {
      Cli.await(process, () -> Files.exists(taken));
      cli.run("", List.of("kill", "-INT", Files.readString(folder.resolve("pid")).strip()));
      Cli.await(process, () -> Files.readString(err).endsWith("\n"));
      said = Files.readString(err); // before the shell says that it was killed
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }

    assertThat(said)
        .matches(
            "offgrid: interrupted: verified [12],000 events, [0-9.]+ [KM]iB;"
                + " [0-9,]+ findings up to there; this is no verdict\n");
    assertThat(Files.readString(folder.resolve("interrupted.out"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void completesCommandsInShells(String shell) throws IOException {
    String script = cli.audit("completion", shell).ended(0).out();
    assertThat(script).contains("export-csv", "--no-pager", "completion");
    Path file = cli.write("completion", script.replaceFirst("(?s)^autoload.*?#!", "#!"));

    String tried =
        "source "
            + file
            + "; COMP_WORDS=(offgrid audit show --sev); COMP_CWORD=3; _complete_offgrid;"
            + " echo ${COMPREPLY[@]}";
    assertThat(cli.run("", List.of("bash", "-c", tried)).out()).startsWith("--severity");
  }

  @Test
  void hasManualPagesThatManCanShow() throws IOException {
    Path pages = Cli.INSTALLATION.resolve("share/man/man1");

    assertThat(pages.resolve("offgrid-audit-verify.1")).exists();
    assertThat(cli.audit("man", "verify").ended(0).out())
        .isEqualTo(Files.readString(pages.resolve("offgrid-audit-verify.1")))
        .contains(".SH EXIT STATUS", "\\-\\-head")
        .doesNotContain("${");
    assertThat(cli.audit("man", "verfy").ended(2).err()).contains("did you mean verify?");
  }

  /** What a terminal of so many rows and 80 columns showed. */
  private String onTerminal(int rows, String commandLine) throws IOException {
    String size = "stty rows " + rows + " cols 80; ";
    String inner = size + commandLine.replace("'", "'\\''");
    return cli.shell("script -qec '" + inner + "' /dev/null").ended(0).out().replace("\r\n", "\n");
  }
}
