package io.offgrid.audit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.offgrid.audit.cli.text.Palette;
import io.offgrid.audit.cli.text.Style;
import io.offgrid.audit.cli.text.Visible;
import io.offgrid.audit.runtime.SinkOperations;
import io.offgrid.audit.spi.SinkException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sinks test}: delivers one marked message, and tells each step. */
@Command(
    name = "test",
    description = {
      "Sends one test message to a sink now, over a connection of its own, and says what happens step by"
          + " step, with the time that each took. It waits for nobody who records or forwards, and"
          + " changes nothing.",
      "The message is not in the log: its type is sink_test, its seq 0, its signature all zeros."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:delivered",
      "2:there is no such sink, or the configuration is wrong",
      "3:not delivered; the message says at what it failed, and what to do"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  offgrid audit sinks test syslog", "  offgrid audit sinks test webhook -o json"})
final class SinkTestCommand implements Callable<Integer> {
  private final Offgrid offgrid;
  private final SinksCommand sinks;

  @Parameters(paramLabel = "NAME", description = "The sink, as 'offgrid audit sinks' names it.")
  private String name = "";

  SinkTestCommand(Offgrid offgrid, SinksCommand sinks) {
    this.offgrid = offgrid;
    this.sinks = sinks;
  }

  @Override
  public Integer call() throws IOException {
    try (Session session = offgrid.openToRead()) {
      SinkOperations operations = SinksCommand.having(name, session.openSinks());
      String target = operations.target(name);
      say("testing the sink " + name + ": " + target);
      long began = System.nanoTime();
      Steps steps = new Steps(began);
      SinkException failure = null;
      try {
        operations.test(name, steps::taken);
      } catch (SinkException e) {
        failure = e;
      }
      long millis = (System.nanoTime() - began) / 1_000_000;
      if (sinks.json()) {
        String error = failure == null ? null : failure.getMessage();
        Json.printIndented(offgrid.console(), json -> write(json, target, steps.all, error));
      } else {
        conclude(failure, millis);
      }
      return failure == null ? ExitStatus.OK : ExitStatus.TROUBLE;
    }
  }

  private void conclude(@Nullable SinkException failure, long millis) {
    if (failure == null) {
      say(offgrid.console().palette().paint(Style.GREEN, "delivered") + " in " + millis + " ms");
      return;
    }
    offgrid
        .console()
        .message(
            "not delivered, after " + millis + " ms: " + failure.getMessage() + advice(failure));
  }

  private String advice(SinkException failure) {
    return switch (failure.kind()) {
      case TRANSIENT ->
          "\nlook at the address, at the receiver and at what is between; events wait in the log, and are"
              + " sent when it works";
      case REJECTED ->
          "\nthe receiver was reached but does not take the message: look at its path, its credentials and"
              + " the format it expects";
      case GONE ->
          "\nthe receiver wants nothing any more: look there; 'offgrid audit sinks replay "
              + name
              + " --from SEQ' begins again";
    };
  }

  /** Shown at once: somebody waits for it. */
  private void say(String text) {
    if (!sinks.json()) {
      offgrid.console().out().println(text);
      offgrid.console().flush();
    }
  }

  private void write(
      JsonGenerator json, String target, List<TestStep> steps, @Nullable String error)
      throws IOException {
    json.writeStringField("sink", name);
    json.writeStringField("target", target);
    json.writeBooleanField("ok", error == null);
    json.writeArrayFieldStart("steps");
    for (TestStep step : steps) {
      json.writeStartObject();
      json.writeStringField("step", step.text());
      json.writeNumberField("millis", step.millis());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("error", error);
  }

  /** Prints each step as it is taken. For one thread. */
  private final class Steps {
    private final List<TestStep> all = new ArrayList<>();
    private long last;

    Steps(long began) {
      last = began;
    }

    void taken(String text) {
      long now = System.nanoTime();
      TestStep step = TestStep.of(text, (now - last) / 1_000_000);
      last = now;
      all.add(step);
      Palette palette = offgrid.console().palette();
      String time = "%6d ms".formatted(step.millis());
      say(palette.paint(Style.DIM, time) + "  " + Visible.oneLine(step.text()));
    }
  }
}
