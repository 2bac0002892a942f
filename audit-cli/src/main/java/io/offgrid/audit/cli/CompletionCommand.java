package io.offgrid.audit.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code completion}: what makes a shell complete commands, options and their values. */
@Command(
    name = "completion",
    description = "Prints a script that makes a shell complete this command.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(offgrid audit completion bash)                         for this shell",
      "  offgrid audit completion bash > /etc/bash_completion.d/offgrid   for all",
      "  source <(offgrid audit completion zsh)                          in ~/.zshrc"
    })
final class CompletionCommand implements Callable<Integer> {
  private static final String ZSH =
      """
      autoload -U +X compinit && compinit
      autoload -U +X bashcompinit && bashcompinit
      """;

  private final Offgrid offgrid;

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
  private Shell shell = Shell.BASH;

  CompletionCommand(Offgrid offgrid) {
    this.offgrid = offgrid;
  }

  /** The shells that are known. */
  enum Shell {
    BASH,
    ZSH;

    @Override
    public String toString() {
      return this == BASH ? "bash" : "zsh";
    }
  }

  @Override
  public Integer call() {
    String script = AutoComplete.bash("offgrid", offgrid.everyCommand());
    offgrid.console().out().print(shell == Shell.ZSH ? ZSH + script : script);
    return ExitStatus.OK;
  }
}
