package io.offgrid.audit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.offgrid.audit.cli.text.Facts;
import io.offgrid.audit.cli.text.Palette;
import io.offgrid.audit.cli.text.Style;
import io.offgrid.audit.cli.text.Visible;
import io.offgrid.audit.runtime.KeyStatus;
import io.offgrid.audit.runtime.KeyStatus.Standing;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code key show}: the fingerprints of the keys, and whether they fit the log. */
@Command(
    name = "show",
    description = {
      "Prints the fingerprint (key_id) of each key, oldest first, its state, where the keys come from,"
          + " and whether the log goes on under one of them. Never prints a key.",
      "retired: only checks what it signed; current: signs; next: a rotation goes to it."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  offgrid audit key show", "  offgrid audit key show -o json"})
final class KeyShowCommand implements Callable<Integer> {
  private final Offgrid offgrid;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat output = OutputFormat.TABLE;

  KeyShowCommand(Offgrid offgrid) {
    this.offgrid = offgrid;
  }

  @Override
  public Integer call() throws IOException {
    try (Session session = offgrid.open()) {
      KeyStatus status = session.keyStatus();
      if (output == OutputFormat.JSON) {
        Json.printIndented(offgrid.console(), json -> write(json, status, session.location()));
      } else {
        print(status, session.location());
      }
    }
    return ExitStatus.OK;
  }

  private void print(KeyStatus status, String location) {
    PrintWriter out = offgrid.console().out();
    Palette palette = offgrid.console().palette();
    out.println(palette.paint(Style.BOLD, "KEY       STATE"));
    for (KeyStatus.Key key : status.keys()) {
      String weak =
          key.weak() ? "  " + palette.paint(Style.YELLOW, "weak: rotate to another one") : "";
      out.println(key.id() + "  " + "%-7s".formatted(word(key.state())) + weak);
    }
    out.println();
    new Facts()
        .add("keys from", status.source())
        .add("log", location)
        .add("due key", status.dueKeyId().orElse(null))
        .print(out, palette, "");
    out.println(Visible.oneLine(sentence(status)));
  }

  private static String sentence(KeyStatus status) {
    String due = status.dueKeyId().orElse("");
    return switch (status.standing()) {
      case AGREES -> "The log goes on under the current key.";
      case PREPARED ->
          "The log goes on under the current key; 'offgrid audit key rotate' goes over to the next.";
      case UNFINISHED ->
          "The log goes on under the next key. To finish its rotation, the word next is taken off: in a"
              + " key file by 'offgrid audit key rotate' or the next event, in config.yaml by you.";
      case RETIRED ->
          "The log ends under the retired key "
              + due
              + ": nothing is appended to it. Verify it, and see 'Rotating the key' in the manual.";
      case UNKNOWN ->
          "Key "
              + due
              + " is not among the keys: nothing is appended to the log. Restore that key.";
      case NOT_AUTHENTIC -> "The log's head is not authentic: run 'offgrid audit verify'.";
      case NO_LOG -> "There is no log yet, or its head is gone.";
    };
  }

  private static void write(JsonGenerator json, KeyStatus status, String location)
      throws IOException {
    json.writeStringField("source", status.source());
    json.writeArrayFieldStart("keys");
    for (KeyStatus.Key key : status.keys()) {
      json.writeStartObject();
      json.writeStringField("key_id", key.id());
      json.writeStringField("state", word(key.state()));
      json.writeBooleanField("weak", key.weak());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("log", location);
    json.writeStringField("due_key_id", status.dueKeyId().orElse(null));
    json.writeStringField("standing", word(status.standing()));
    json.writeBooleanField("agrees", agrees(status.standing()));
  }

  private static boolean agrees(Standing standing) {
    return standing == Standing.AGREES
        || standing == Standing.PREPARED
        || standing == Standing.UNFINISHED;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
