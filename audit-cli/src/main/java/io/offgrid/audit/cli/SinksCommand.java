package io.offgrid.audit.cli;

import io.offgrid.audit.cli.text.SinkTable;
import io.offgrid.audit.runtime.SinkOperations;
import io.offgrid.audit.runtime.SinkStatus;
import io.offgrid.audit.runtime.json.SinksJson;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code offgrid audit sinks}: how the sinks are doing; its commands do something about it. */
@Command(
    name = "sinks",
    description = {
      "Shows where events are forwarded to, and how that goes: up to which seq the receiver has"
          + " confirmed events, by how many it is behind and how old the oldest of them is, when"
          + " something was handed over last, what went wrong last, and how many events are parked"
          + " because the receiver rejected them.",
      "States: forwarding; retrying (the receiver fails; it is tried again for ever); held (it rejects"
          + " an event, and on_reject is stop); stopped (it wants nothing any more); waiting (no process"
          + " that records forwards to it now); disabled."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:told, whatever the states are",
      "2:the command line or the configuration is wrong",
      "3:the log or its keys could not be read"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  offgrid audit sinks",
      "  offgrid audit sinks -o json | jq '.[] | select(.behind_seconds > 600)'",
      "  offgrid audit sinks test webhook",
      "  offgrid audit sinks replay webhook --from 24h",
      "  offgrid audit sinks retry webhook"
    })
final class SinksCommand implements Callable<Integer> {
  private final Offgrid offgrid;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat output = OutputFormat.TABLE;

  private SinksCommand(Offgrid offgrid) {
    this.offgrid = offgrid;
  }

  static CommandLine of(Offgrid offgrid) {
    SinksCommand sinks = new SinksCommand(offgrid);
    return new CommandLine(sinks)
        .addSubcommand(new SinkTestCommand(offgrid, sinks))
        .addSubcommand(new SinkReplayCommand(offgrid, sinks))
        .addSubcommand(new SinkRetryCommand(offgrid, sinks));
  }

  /** Whether a program reads what is printed; for the commands too. */
  boolean json() {
    return output == OutputFormat.JSON;
  }

  @Override
  public Integer call() throws IOException {
    try (Session session = offgrid.openToRead()) {
      List<SinkStatus> all = session.openSinks().status();
      if (json()) {
        Json.printArray(offgrid.console(), json -> SinksJson.write(json, all));
      } else {
        print(all);
      }
    }
    return ExitStatus.OK;
  }

  private void print(List<SinkStatus> all) {
    Console console = offgrid.console();
    if (all.isEmpty()) {
      console
          .out()
          .println("no sinks are configured: add webhook: {url: …} to audit: in config.yaml");
      return;
    }
    new SinkTable(console.out(), console.palette(), console.terminal().columns(), Instant.now())
        .print(all);
  }

  /** How the sink of this name is doing. */
  static SinkStatus status(String name, SinkOperations sinks) {
    return sinks.status().stream()
        .filter(sink -> sink.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Checks that there is a sink of this name.
   *
   * @throws UsageException if not
   */
  static SinkOperations having(String name, SinkOperations sinks) {
    List<String> names = sinks.names();
    if (names.isEmpty()) {
      throw new UsageException("no sinks are configured");
    }
    if (!names.contains(name)) {
      String guess = Misuse.guess(name, names);
      throw new UsageException(
          "there is no sink '"
              + name
              + "'"
              + (guess.isEmpty() ? "; there are " + String.join(", ", names) : guess));
    }
    return sinks;
  }
}
