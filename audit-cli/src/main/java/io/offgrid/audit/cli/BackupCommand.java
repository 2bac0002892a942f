package io.offgrid.audit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.offgrid.audit.cli.text.Amounts;
import io.offgrid.audit.cli.text.Facts;
import io.offgrid.audit.runtime.BackupRefusedException;
import io.offgrid.audit.runtime.BackupRequest;
import io.offgrid.audit.runtime.BackupResult;
import io.offgrid.audit.runtime.LogMaintenance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backup}: a copy of the log that stands by itself. */
@Command(
    name = "backup",
    description = {
      "Copies the log, up to its head, to a directory that can be verified and restored. Writers may"
          + " go on meanwhile.",
      "The next backup to that directory copies only what is new. If the log does not hold any more"
          + " what the backup holds, it was tampered with, and the backup is left as it is."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:the log is not the one that was backed up there, or does not go on from it",
      "2:the command line or the configuration is wrong, or DIR is no place for a backup",
      "3:something could not be read or written; the next backup goes on"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  offgrid audit backup /mnt/elsewhere/audit",
      "  offgrid audit verify --dir /mnt/elsewhere/audit",
      "  offgrid audit verify --head /mnt/elsewhere/audit/chain.hash   was the log rolled back since?"
    })
final class BackupCommand implements Callable<Integer> {
  private final Offgrid offgrid;

  @Parameters(
      paramLabel = "DIR",
      description = "Empty, missing, or holding an earlier backup of this log.")
  private Path directory = Path.of("");

  @Option(
      names = "--prune",
      description =
          "Delete from the backup what retention deleted from the log, after verifying the log."
              + " By default the backup keeps it.")
  private boolean prune;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat output = OutputFormat.TABLE;

  BackupCommand(Offgrid offgrid) {
    this.offgrid = offgrid;
  }

  @Override
  public Integer call() throws IOException {
    try (Session session = offgrid.open();
        LogMaintenance log = session.openMaintenance()) {
      BackupResult result = backup(log);
      if (output == OutputFormat.JSON) {
        Json.printIndented(offgrid.console(), json -> write(json, result));
      } else {
        print(result);
      }
      return ExitStatus.OK;
    } catch (BackupRefusedException e) {
      offgrid.console().message(String.valueOf(e.getMessage()));
      return ExitStatus.TAMPERED;
    }
  }

  private BackupResult backup(LogMaintenance log) {
    try (Progress progress = Progress.inBytes(offgrid.console(), "copying")) {
      BackupRequest.Progress listener =
          (bytes, total) -> progress.at(bytes, total == 0 ? 1 : bytes / (double) total);
      return log.backup(new BackupRequest(directory, prune, listener));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private void print(BackupResult result) {
    Console console = offgrid.console();
    new Facts()
        .add("backup", directory.toAbsolutePath().normalize())
        .add("head", "seq " + result.seq())
        .add(
            "copied", Amounts.count(result.copied(), "file") + ", " + Amounts.bytes(result.bytes()))
        .add("unchanged", Amounts.count(result.unchanged(), "file"))
        .add("removed", result.removed() == 0 ? null : Amounts.count(result.removed(), "file"))
        .print(console.out(), console.palette(), "");
  }

  private void write(JsonGenerator json, BackupResult result) throws IOException {
    json.writeStringField("directory", directory.toAbsolutePath().normalize().toString());
    json.writeNumberField("seq", result.seq());
    json.writeNumberField("copied", result.copied());
    json.writeNumberField("unchanged", result.unchanged());
    json.writeNumberField("removed", result.removed());
    json.writeNumberField("bytes", result.bytes());
  }
}
