package io.offgrid.audit.cli;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.Receipt;
import io.offgrid.audit.RecordResult;
import io.offgrid.audit.cli.text.Amounts;
import io.offgrid.audit.cli.text.Facts;
import io.offgrid.audit.runtime.json.ReceiptJson;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code record}: one event from options, or one from each line of a file. */
@Command(
    name = "record",
    sortOptions = false,
    description = {
      "Records one event, or one from each line of a file of JSON.",
      "When it ends with 0, what it counts is in the log, signed and on the disk. Values that a"
          + " record cannot hold are repaired, visibly, rather than refused."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  offgrid audit record --type model_load --user alice --detail model=llama3 --detail size=3B",
      "  offgrid audit record --type auth_failure --user bob --source 192.0.2.7 --outcome failure",
      "  offgrid audit record --file events.jsonl",
      "  offgrid audit record --file cloudtrail.jsonl --type-from /eventName \\",
      "      --user-from /userIdentity/userName --user-from /userIdentity/arn \\",
      "      --source-from /sourceIPAddress --target-from /eventSource --failure-from /errorCode",
      "  tail -F app.log | offgrid audit record --file - --skip-bad"
    })
final class RecordCommand implements Callable<Integer> {
  private final Offgrid offgrid;

  @ArgGroup(exclusive = false, validate = false, heading = "%nOne event:%n")
  private EventOptions event = new EventOptions();

  @ArgGroup(exclusive = false, validate = false, heading = "%nMany events:%n")
  private FileOptions file = new FileOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat output = OutputFormat.TABLE;

  RecordCommand(Offgrid offgrid) {
    this.offgrid = offgrid;
  }

  @Override
  public Integer call() throws IOException {
    if (file.isGiven()) {
      event.refuseBeside("--file");
      FileRecording recording = new FileRecording(offgrid.console(), file.toSource(event.type()));
      if (!recording.isStandardInput()) { // which may not end for months
        Unsent.onlyAtTheEnd();
      }
      return inSession(session -> recording.run(session, output));
    }
    file.refuseWithoutFile();
    byte[] json = event.toJson();
    Unsent.onlyAtTheEnd();
    return inSession(session -> recordOne(session, json));
  }

  private interface Recording {
    int run(Session session) throws IOException;
  }

  private int inSession(Recording recording) throws IOException {
    Instant began = Instant.now();
    try (Session session = offgrid.open()) {
      if (!session.enabled()) {
        return sayDisabled();
      }
      int status = recording.run(session);
      Unsent.tell(offgrid.console(), session, began);
      return status;
    }
  }

  private int sayDisabled() throws IOException {
    offgrid.console().message("auditing is disabled (audit.enabled: false); nothing is recorded");
    if (output == OutputFormat.JSON) {
      Json.printLine(offgrid.console(), json -> json.writeStringField("status", "disabled"));
    }
    return ExitStatus.OK;
  }

  private int recordOne(Session session, byte[] json) throws IOException {
    try (AuditLog log = session.openLog()) {
      RecordResult result = log.recordJson(json).join();
      if (result instanceof RecordResult.Recorded recorded) {
        print(recorded.receipt());
        return ExitStatus.OK;
      }
      if (result instanceof RecordResult.Dropped dropped) {
        offgrid.console().message("dropped, as audit.fail_open lets it: " + dropped.reason());
        return ExitStatus.TROUBLE;
      }
      return sayDisabled();
    } catch (CompletionException e) {
      if (e.getCause() instanceof AuditException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void print(Receipt receipt) throws IOException {
    Console console = offgrid.console();
    String timestamp = Amounts.timestamp(receipt.timestamp());
    if (output == OutputFormat.JSON) {
      Json.printLine(
          console,
          json -> {
            json.writeStringField("status", "recorded");
            ReceiptJson.write(json, receipt);
          });
      return;
    }
    new Facts()
        .add("recorded", receipt.id())
        .add("seq", receipt.seq())
        .add("time", timestamp)
        .add("signature", receipt.signature())
        .add("chain hash", receipt.chainHash())
        .print(console.out(), console.palette(), "");
    console.flush(); // before the sinks get it, which may take a while
  }
}
