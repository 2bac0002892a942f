package io.offgrid.audit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.offgrid.audit.cli.text.Amounts;
import io.offgrid.audit.cli.text.Palette;
import io.offgrid.audit.cli.text.Style;
import io.offgrid.audit.cli.text.Visible;
import io.offgrid.audit.runtime.LogMaintenance;
import io.offgrid.audit.runtime.PrunePlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code prune}: deletes what is older than the retention period. */
@Command(
    name = "prune",
    description = {
      "Deletes sealed segments whose last event is older than retention_days, oldest first, after a"
          + " record in the log that says so. Whatever records events does this by itself, at opening"
          + " and every hour; this command does it now.",
      "A segment that does not verify is never deleted, nor is anything after it: see set-aside."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  offgrid audit prune --dry-run           what would go, and why no more",
      "  offgrid audit prune --dry-run -o json",
      "  offgrid audit prune"
    })
final class PruneCommand implements Callable<Integer> {
  private final Offgrid offgrid;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Only tell what would be deleted, and why no more.")
  private boolean dryRun;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat output = OutputFormat.TABLE;

  PruneCommand(Offgrid offgrid) {
    this.offgrid = offgrid;
  }

  @Override
  public Integer call() throws IOException {
    try (Session session = offgrid.open();
        LogMaintenance log = session.openMaintenance()) {
      PrunePlan plan = dryRun ? log.planPrune() : log.prune();
      if (output == OutputFormat.JSON) {
        Json.printIndented(offgrid.console(), json -> write(json, plan));
      } else {
        print(plan);
      }
    }
    return ExitStatus.OK;
  }

  private void print(PrunePlan plan) {
    PrintWriter out = offgrid.console().out();
    Palette palette = offgrid.console().palette();
    if (!plan.isEmpty()) {
      out.println(
          palette.paint(
              Style.BOLD,
              "%-20s  %-23s  %-20s  %s".formatted("SEGMENT", "EVENTS", "LAST EVENT", "SIZE")));
    }
    for (PrunePlan.OldSegment segment : plan.segments()) {
      out.println(
          "%-20s  %-23s  %-20s  %s"
              .formatted(
                  Visible.oneLine(segment.name()),
                  segment.fromSeq() + " to " + segment.toSeq(),
                  segment.last().truncatedTo(ChronoUnit.SECONDS),
                  Amounts.bytes(segment.bytes())));
    }
    out.println(summary(plan));
    out.println(Visible.oneLine((plan.held() ? "held up: " : "the rest stays: ") + plan.rest()));
  }

  private String summary(PrunePlan plan) {
    if (plan.isEmpty()) {
      return dryRun ? "nothing would be deleted" : "nothing was deleted";
    }
    long events = plan.toSeq() - plan.fromSeq() + 1;
    return "%s, %s, %s %s"
        .formatted(
            Amounts.count(plan.segments().size(), "segment"),
            Amounts.count(events, "event"),
            Amounts.bytes(plan.bytes()),
            dryRun ? "would be deleted" : "deleted");
  }

  private void write(JsonGenerator json, PrunePlan plan) throws IOException {
    json.writeBooleanField("dry_run", dryRun);
    json.writeArrayFieldStart("segments");
    for (PrunePlan.OldSegment segment : plan.segments()) {
      json.writeStartObject();
      json.writeStringField("file", segment.name());
      json.writeNumberField("from_seq", segment.fromSeq());
      json.writeNumberField("to_seq", segment.toSeq());
      json.writeStringField("last_event", segment.last().toString());
      json.writeNumberField("bytes", segment.bytes());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanField("held", plan.held());
    json.writeStringField("rest", plan.rest());
  }
}
