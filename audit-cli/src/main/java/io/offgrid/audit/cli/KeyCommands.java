package io.offgrid.audit.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code offgrid audit key}. */
@Command(
    name = "key",
    description = "About the signing keys. Prints fingerprints, never keys.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {"  offgrid audit key show", "  offgrid audit key rotate"})
final class KeyCommands {
  private KeyCommands() {}

  static CommandLine of(Offgrid offgrid) {
    return new CommandLine(new KeyCommands())
        .addSubcommand(new KeyShowCommand(offgrid))
        .addSubcommand(new KeyRotateCommand(offgrid));
  }
}
