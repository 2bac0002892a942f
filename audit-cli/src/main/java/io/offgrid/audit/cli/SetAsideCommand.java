package io.offgrid.audit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.cli.text.Amounts;
import io.offgrid.audit.cli.text.Visible;
import io.offgrid.audit.runtime.LogMaintenance;
import io.offgrid.audit.runtime.SetAsideResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code set-aside}: keeps a damaged log as evidence and goes on with a new one. */
@Command(
    name = "set-aside",
    description = {
      "Keeps a damaged log as it is, in a directory of its own beside the new log, and begins a new"
          + " log that goes on from it: with the next number, linked to the old log's end, and with a"
          + " record that says who set it aside and why. Others may record meanwhile.",
      "Do it when somebody has looked at the damage. The old log stays as damaged as it was, is never"
          + " deleted by retention, and can be verified with --dir."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  offgrid audit verify                                     first, look",
      "  offgrid audit set-aside --reason 'disk replaced, ticket 4711'",
      "  offgrid audit verify --dir ~/.offgrid-llm/audit/set-aside-1-8"
    })
final class SetAsideCommand implements Callable<Integer> {
  private final Offgrid offgrid;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why; goes into the new log's first record.")
  private String reason = "";

  @Option(
      names = "--user",
      paramLabel = "USER",
      description = "Who has looked at the damage (default: the one who is logged in).")
  private @Nullable String user;

  @Option(names = "--force", description = "Also when the log verifies.")
  private boolean force;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat output = OutputFormat.TABLE;

  SetAsideCommand(Offgrid offgrid) {
    this.offgrid = offgrid;
  }

  @Override
  public Integer call() throws IOException {
    if (reason.isBlank()) {
      throw new UsageException("--reason must say why the log is set aside");
    }
    try (Session session = offgrid.open()) {
      if (!force) {
        requireDamage(session);
      }
      try (LogMaintenance log = session.openMaintenance()) {
        String who = user == null ? System.getProperty("user.name", "unknown") : user;
        SetAsideResult result = log.setAside(who, reason);
        if (output == OutputFormat.JSON) {
          Json.printIndented(offgrid.console(), json -> write(json, result));
        } else {
          print(session.location(), result);
        }
      }
    }
    return ExitStatus.OK;
  }

  private static void requireDamage(Session session) {
    try (AuditLogReader reader = session.openReader()) {
      if (reader.verify(VerifyRequest.standard()).verdict() == Verdict.OK) {
        throw new UsageException(
            "the log verifies: there is nothing to set aside (--force does it all the same)");
      }
    }
  }

  private void print(String location, SetAsideResult result) {
    PrintWriter out = offgrid.console().out();
    out.println(
        Visible.oneLine(
            "the old log is in %s/%s, with %s"
                .formatted(
                    location, result.directory(), Amounts.count(result.findings(), "finding"))));
    out.println("a new log goes on from it with seq " + result.seq());
  }

  private static void write(JsonGenerator json, SetAsideResult result) throws IOException {
    json.writeStringField("directory", result.directory());
    json.writeNumberField("findings", result.findings());
    json.writeNumberField("seq", result.seq());
  }
}
