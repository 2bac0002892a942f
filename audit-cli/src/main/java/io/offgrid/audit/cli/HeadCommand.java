package io.offgrid.audit.cli;

import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.Head;
import io.offgrid.audit.cli.text.Facts;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code head}: the signed end of the log. */
@Command(
    name = "head",
    description = {
      "Prints the current head: the signed name of the last event.",
      "Keep its JSON somewhere else: with it, verify --head finds out whether the log was rolled"
          + " back together with its head."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  offgrid audit head",
      "  offgrid audit head -o json > /mnt/elsewhere/head.json",
      "  offgrid audit verify --head /mnt/elsewhere/head.json"
    })
final class HeadCommand implements Callable<Integer> {
  private final Offgrid offgrid;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat output = OutputFormat.TABLE;

  HeadCommand(Offgrid offgrid) {
    this.offgrid = offgrid;
  }

  @Override
  public Integer call() {
    try (Session session = offgrid.openToRead();
        AuditLogReader reader = session.openReader()) {
      Head head = reader.head();
      Console console = offgrid.console();
      if (output == OutputFormat.JSON) {
        console.out().println(head.json());
      } else {
        new Facts()
            .add("seq", head.seq())
            .add("chain hash", head.chainHash())
            .add("time", head.timestamp())
            .add("origin", head.origin())
            .add("key", head.keyId())
            .print(console.out(), console.palette(), "");
      }
    }
    return ExitStatus.OK;
  }
}
