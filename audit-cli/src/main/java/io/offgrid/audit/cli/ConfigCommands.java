package io.offgrid.audit.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code offgrid audit config}. */
@Command(
    name = "config",
    description = "About the configuration.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {"  offgrid audit config check", "  offgrid audit config check --config new.yaml"})
final class ConfigCommands {
  private ConfigCommands() {}

  static CommandLine of(Offgrid offgrid) {
    return new CommandLine(new ConfigCommands()).addSubcommand(new ConfigCheckCommand(offgrid));
  }
}
