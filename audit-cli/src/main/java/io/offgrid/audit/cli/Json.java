package io.offgrid.audit.cli;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.OutputStream;

/** Writes JSON to standard output. */
final class Json {
  private Json() {}

  /** Writes the members of an object, or the elements of an array. */
  interface Members {
    void write(JsonGenerator json) throws IOException;
  }

  /** Prints an object on one line. */
  static void printLine(Console console, Members members) throws IOException {
    print(console, json -> object(json, members), false);
  }

  /** Prints an object over several lines, for people too. */
  static void printIndented(Console console, Members members) throws IOException {
    print(console, json -> object(json, members), true);
  }

  /** Prints an array over several lines. */
  static void printArray(Console console, Members elements) throws IOException {
    print(
        console,
        json -> {
          json.writeStartArray();
          elements.write(json);
          json.writeEndArray();
        },
        true);
  }

  private static void object(JsonGenerator json, Members members) throws IOException {
    json.writeStartObject();
    members.write(json);
    json.writeEndObject();
  }

  private static void print(Console console, Members value, boolean indented) throws IOException {
    OutputStream out = console.data();
    JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    if (indented) {
      json.setPrettyPrinter(prettyPrinter());
    }
    value.write(json);
    json.close(); // not after an error: what was not written yet stays so
    out.write('\n');
    out.flush();
  }

  private static DefaultPrettyPrinter prettyPrinter() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
        .withObjectIndenter(indenter)
        .withArrayIndenter(indenter);
  }
}
