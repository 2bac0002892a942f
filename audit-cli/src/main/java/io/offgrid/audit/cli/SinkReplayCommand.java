package io.offgrid.audit.cli;

import io.offgrid.audit.runtime.SinkOperations;
import io.offgrid.audit.runtime.SinkStatus;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sinks replay}: has what a receiver had already sent again. */
@Command(
    name = "replay",
    description = {
      "Has everything from an event on sent to a sink again: after its receiver lost data, say. Those"
          + " events go out in order, and everything after them too. A receiver that drops doubles by"
          + " their seq keeps what it has.",
      "A process that forwards does it within a second; if there is none, the next one that opens the log"
          + " for recording. Events that are parked by then and are rejected again are parked again."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:they will be sent again",
      "2:there is no such sink or event, or it was not sent yet; or the configuration is wrong",
      "3:the log, its keys or the sink's cursor could not be read or written"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  offgrid audit sinks replay webhook --from 17",
      "  offgrid audit sinks replay webhook --from 2024-01-15T10:30:00Z",
      "  offgrid audit sinks replay syslog --from 24h"
    })
final class SinkReplayCommand implements Callable<Integer> {
  private final Offgrid offgrid;
  private final SinksCommand sinks;

  @Parameters(paramLabel = "NAME", description = "The sink, as 'offgrid audit sinks' names it.")
  private String name = "";

  @Option(
      names = "--from",
      required = true,
      paramLabel = "SEQ|TIME",
      converter = ReplayFrom.Converter.class,
      description =
          "The first event: its seq, or a time as show takes it: 2024-01-15T10:30:00Z, 2024-01-15 (its"
              + " start), 90s, 15m, 24h, 7d or 2w ago. UTC.")
  private @Nullable ReplayFrom from;

  SinkReplayCommand(Offgrid offgrid, SinksCommand sinks) {
    this.offgrid = offgrid;
    this.sinks = sinks;
  }

  /** Who sends them again. */
  private enum Sender {
    NOW("now", "the process that forwards to it begins within a second"),
    NEXT_START("at_next_start", "no process forwards now; the next that records sends them"),
    WHEN_ENABLED("when_enabled", "it is disabled; they are sent when it is enabled");

    private final String word;
    private final String sentence;

    Sender(String word, String sentence) {
      this.word = word;
      this.sentence = sentence;
    }

    static Sender of(SinkStatus status) {
      return switch (status.state()) {
        case "disabled" -> WHEN_ENABLED;
        case "waiting" -> NEXT_START;
        default -> NOW;
      };
    }
  }

  @Override
  public Integer call() throws IOException {
    try (Session session = offgrid.openToRead()) {
      SinkOperations operations = SinksCommand.having(name, session.openSinks());
      long seq = replay(operations);
      Sender sender = Sender.of(SinksCommand.status(name, operations));
      if (sinks.json()) {
        Json.printLine(
            offgrid.console(),
            json -> {
              json.writeStringField("sink", name);
              json.writeNumberField("from_seq", seq);
              json.writeStringField("sent", sender.word);
            });
      } else {
        offgrid
            .console()
            .out()
            .println(
                "the sink %s gets everything from seq %d on again: %s"
                    .formatted(name, seq, sender.sentence));
      }
    }
    return ExitStatus.OK;
  }

  private long replay(SinkOperations operations) {
    ReplayFrom first = from;
    if (first == null) {
      throw new UsageException("--from is missing"); // picocli sees to it
    }
    try {
      return first.replay(name, operations);
    } catch (IllegalArgumentException e) {
      throw new InputException(String.valueOf(e.getMessage()));
    }
  }
}
