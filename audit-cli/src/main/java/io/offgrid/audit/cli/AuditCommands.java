package io.offgrid.audit.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
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

  /** All of them. */
  static CommandLine all(Offgrid offgrid) {
    CommandLine audit = new CommandLine(new AuditCommands());
    table(offgrid).forEach((name, command) -> audit.addSubcommand(name, command.get()));
    return audit;
  }

  /** The one of this name alone, since a command's options take a while to read; or all of them. */
  static CommandLine only(String name, Offgrid offgrid) {
    Supplier<Object> command = table(offgrid).get(name);
    return command == null
        ? all(offgrid)
        : new CommandLine(new AuditCommands()).addSubcommand(name, command.get());
  }

  private static Map<String, Supplier<Object>> table(Offgrid offgrid) {
    Map<String, Supplier<Object>> table = new LinkedHashMap<>();
    table.put("record", () -> new RecordCommand(offgrid));
    table.put("show", () -> new ShowCommand(offgrid));
    table.put("stats", () -> new StatsCommand(offgrid));
    table.put("verify", () -> new VerifyCommand(offgrid));
    table.put("head", () -> new HeadCommand(offgrid));
    table.put("export-csv", () -> new ExportCommand.Csv(offgrid));
    table.put("export-json", () -> new ExportCommand.Json(offgrid));
    table.put("export", () -> new ExportCommand.AnyFormat(offgrid));
    table.put("backup", () -> new BackupCommand(offgrid));
    table.put("prune", () -> new PruneCommand(offgrid));
    table.put("set-aside", () -> new SetAsideCommand(offgrid));
    table.put("sinks", () -> SinksCommand.of(offgrid));
    table.put("serve", () -> new ServeCommand(offgrid));
    table.put("token", () -> TokenCommands.of(offgrid));
    table.put("key", () -> KeyCommands.of(offgrid));
    table.put("config", () -> ConfigCommands.of(offgrid));
    table.put("completion", () -> new CompletionCommand(offgrid));
    table.put("man", () -> new ManCommand(offgrid));
    return table;
  }
}
