package io.offgrid.audit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.offgrid.audit.cli.text.Amounts;
import io.offgrid.audit.cli.text.Visible;
import io.offgrid.audit.runtime.RetryResult;
import io.offgrid.audit.runtime.SinkOperations;
import io.offgrid.audit.spi.SinkException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sinks retry}: tries parked events again. */
@Command(
    name = "retry",
    description = {
      "Tries the events again that a sink's receiver rejected and that were parked for that, one by one,"
          + " oldest first, whether or not a process forwards meanwhile. What the receiver takes now is"
          + " parked no more; what it rejects again stays parked, and the reason is shown."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:nothing is parked any more",
      "2:there is no such sink, or the configuration is wrong",
      "3:some events stay parked, or the receiver could not be reached"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  offgrid audit sinks retry webhook", "  offgrid audit sinks retry webhook -o json"})
final class SinkRetryCommand implements Callable<Integer> {
  private static final int SHOWN = 20;

  private final Offgrid offgrid;
  private final SinksCommand sinks;

  @Parameters(paramLabel = "NAME", description = "The sink, as 'offgrid audit sinks' names it.")
  private String name = "";

  SinkRetryCommand(Offgrid offgrid, SinksCommand sinks) {
    this.offgrid = offgrid;
    this.sinks = sinks;
  }

  /** What came of it: a result, or an error; and how many events are parked after it. */
  private record Outcome(RetryResult result, @Nullable String error, long left) {
    boolean whole() {
      return error == null && left == 0;
    }
  }

  @Override
  public Integer call() throws IOException {
    try (Session session = offgrid.openToRead()) {
      Outcome outcome = retry(SinksCommand.having(name, session.openSinks()));
      if (sinks.json()) {
        Json.printIndented(offgrid.console(), json -> write(json, outcome));
      } else {
        print(outcome);
      }
      return outcome.whole() ? ExitStatus.OK : ExitStatus.TROUBLE;
    }
  }

  private Outcome retry(SinkOperations operations) {
    RetryResult result = RetryResult.NONE;
    String error = null;
    try {
      result = operations.retry(name);
    } catch (SinkException e) {
      error = String.valueOf(e.getMessage());
    }
    return new Outcome(result, error, SinksCommand.status(name, operations).parked());
  }

  private void print(Outcome outcome) {
    PrintWriter out = offgrid.console().out();
    RetryResult result = outcome.result();
    String error = outcome.error();
    if (result.deliveredCount() > 0) {
      out.println("delivered " + Amounts.count(result.deliveredCount(), "event"));
    }
    if (result.rejectedCount() > 0) {
      out.println("rejected again: " + Amounts.count(result.rejectedCount(), "event"));
      result.rejected().stream()
          .limit(SHOWN)
          .forEach(r -> out.println(Visible.oneLine("  seq " + r.seq() + ": " + r.reason())));
      if (result.rejectedCount() > SHOWN) {
        out.println("  and " + Amounts.number(result.rejectedCount() - SHOWN) + " more");
      }
    }
    if (outcome.whole()) {
      out.println("nothing is parked for the sink " + name);
      return;
    }
    String left =
        Amounts.count(outcome.left(), "event")
            + (outcome.left() == 1 ? " is" : " are")
            + " parked for the sink "
            + name;
    offgrid
        .console()
        .message(
            error == null
                ? left
                : error
                    + "\n"
                    + left
                    + "; try again when 'offgrid audit sinks test "
                    + name
                    + "' succeeds");
  }

  private void write(JsonGenerator json, Outcome outcome) throws IOException {
    json.writeStringField("sink", name);
    json.writeNumberField("delivered_count", outcome.result().deliveredCount());
    json.writeNumberField("rejected_count", outcome.result().rejectedCount());
    json.writeArrayFieldStart("delivered");
    for (long seq : outcome.result().delivered()) {
      json.writeNumber(seq);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("rejected");
    for (RetryResult.Rejected rejected : outcome.result().rejected()) {
      json.writeStartObject();
      json.writeNumberField("seq", rejected.seq());
      json.writeStringField("reason", rejected.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("left", outcome.left());
    json.writeStringField("error", outcome.error());
  }
}
