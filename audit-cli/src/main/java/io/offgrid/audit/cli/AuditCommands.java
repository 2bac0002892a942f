package io.offgrid.audit.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code offgrid audit}: the table of contents of its commands. */
@Command(
    name = "audit",
    description = "Record, look at, count, verify and export security events.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:verify found tampering or damage, or backup a log that is not the one it backed up before",
      "2:the command line, the configuration or the input is wrong",
      "3:something could not be read, written or checked"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  offgrid audit show                    the newest events",
      "  offgrid audit stats                   how many, of what type, by whom",
      "  offgrid audit verify                  is it all there, and unchanged?",
      "  offgrid audit export-csv report.csv   for a spreadsheet",
      "  offgrid audit COMMAND --help          more about a command"
    })
final class AuditCommands {
  private AuditCommands() {}

  static CommandLine of(Offgrid offgrid) {
    return new CommandLine(new AuditCommands())
        .addSubcommand(new RecordCommand(offgrid))
        .addSubcommand(new ShowCommand(offgrid))
        .addSubcommand(new StatsCommand(offgrid))
        .addSubcommand(new VerifyCommand(offgrid))
        .addSubcommand(new HeadCommand(offgrid))
        .addSubcommand(new ExportCommand.Csv(offgrid))
        .addSubcommand(new ExportCommand.Json(offgrid))
        .addSubcommand(new ExportCommand.AnyFormat(offgrid))
        .addSubcommand(new PruneCommand(offgrid))
        .addSubcommand(new SetAsideCommand(offgrid))
        .addSubcommand(
            new CommandLine(new KeyCommands())
                .addSubcommand(new KeyShowCommand(offgrid))
                .addSubcommand(new KeyRotateCommand(offgrid)))
        .addSubcommand(new BackupCommand(offgrid))
        .addSubcommand(
            new CommandLine(new ConfigCommands()).addSubcommand(new ConfigCheckCommand(offgrid)));
  }
}
