package io.offgrid.audit.cli;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.AuditStats;
import io.offgrid.audit.StatsRequest;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.cli.text.Amounts;
import io.offgrid.audit.cli.text.Bars;
import io.offgrid.audit.cli.text.Facts;
import io.offgrid.audit.cli.text.Palette;
import io.offgrid.audit.runtime.json.StatsJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stats}: how much of what, by whom, and whether the chain holds. */
@Command(
    name = "stats",
    description = {
      "Counts events by type, user and outcome, and says how the chain is.",
      "A damaged chain does not change the exit status of stats; that of verify it does."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  offgrid audit stats",
      "  offgrid audit stats --since 7d --no-verify",
      "  offgrid audit stats -o json | jq .events_by_type"
    })
final class StatsCommand implements Callable<Integer> {
  private final Offgrid offgrid;

  @Mixin private TimeRange range = new TimeRange();

  @Option(names = "--no-verify", description = "Count only; do not verify the chain.")
  private boolean noVerify;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat output = OutputFormat.TABLE;

  private int status = ExitStatus.OK;

  StatsCommand(Offgrid offgrid) {
    this.offgrid = offgrid;
  }

  @Override
  public Integer call() throws IOException {
    StatsRequest request = StatsRequest.between(range.since(), range.until(), !noVerify);
    try (Session session = offgrid.openToRead();
        AuditLogReader reader = session.openReader()) {
      AuditStats stats = count(reader, request);
      offgrid.console().turnPages();
      if (output == OutputFormat.JSON) {
        Json.printIndented(offgrid.console(), json -> StatsJson.write(json, stats));
      } else {
        print(offgrid.console(), session.location(), stats);
      }
    }
    return status;
  }

  /** What cannot be checked can still be counted. */
  private AuditStats count(AuditLogReader reader, StatsRequest request) {
    try {
      return reader.stats(request);
    } catch (AuditException e) {
      if (!request.verify()) {
        throw e;
      }
      AuditStats stats = reader.stats(request.withoutVerification());
      offgrid.console().message("the chain could not be checked: " + e.getMessage());
      status = stats.segments() == 0 ? ExitStatus.OK : ExitStatus.TROUBLE;
      return stats;
    }
  }

  private static void print(Console console, String location, AuditStats stats) {
    PrintWriter out = console.out();
    Palette palette = console.palette();
    new Facts()
        .add("log", location)
        .add("events", Amounts.number(stats.totalEvents()))
        .add("first", stats.firstEvent())
        .add("last", stats.lastEvent())
        .add(
            "size", Amounts.bytes(stats.bytes()) + " in " + Amounts.count(stats.segments(), "file"))
        .add("unreadable", stats.unreadable() == 0 ? null : Amounts.number(stats.unreadable()))
        .add("chain", chain(stats.chain().orElse(null)))
        .print(out, palette, "");
    Bars bars = new Bars(out, palette, console.terminal().out());
    bars.print("Events by type", stats.eventsByType());
    bars.print("Events by user", stats.eventsByUser());
    if (stats.otherUsers() > 0) {
      out.println("  other users: " + Amounts.number(stats.otherUsers()));
    }
    bars.print("Events by outcome", stats.eventsByOutcome());
  }

  private static String chain(@Nullable VerificationReport report) {
    if (report == null) {
      return "not checked";
    }
    String word = report.verdict().word().toUpperCase(Locale.ROOT);
    return report.verdict() == Verdict.OK
        ? word
        : word
            + ", "
            + Amounts.count(report.findingCount(), "finding")
            + "; see: offgrid audit verify";
  }
}
