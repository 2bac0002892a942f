package io.offgrid.audit.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code offgrid audit token}. */
@Command(
    name = "token",
    description = "About the tokens with which others may use the HTTP API.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {"  offgrid audit token create alice --may read,export"})
final class TokenCommands {
  private TokenCommands() {}

  static CommandLine of(Offgrid offgrid) {
    return new CommandLine(new TokenCommands()).addSubcommand(new TokenCreateCommand(offgrid));
  }
}
