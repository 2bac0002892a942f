package io.offgrid.audit.cli.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads one line, which must be exactly one JSON object, once, and picks up what stands at some
 * JSON Pointers (RFC 6901). Builds no tree. Of doubled members the first one counts, as it does in
 * the record that the log makes of them. Safe for use by any number of threads.
 */
final class PointerScan {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1000)
                  .maxNumberLength(1000)
                  .maxStringLength(LineSource.LONGEST)
                  .maxNameLength(LineSource.LONGEST)
                  .maxDocumentLength(LineSource.LONGEST)
                  .build())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .build();

  private final List<Probe> probes;

  PointerScan(Set<JsonPointer> pointers) {
    probes = pointers.stream().map(pointer -> new Probe(pointer, pointer)).toList();
  }

  /** What remains of a pointer at some place of the document. */
  private record Probe(JsonPointer whole, JsonPointer rest) {}

  /**
   * What stands at the pointers; those where nothing is, or {@code null}, are absent.
   *
   * @throws BadLineException if the line is not exactly one JSON object
   */
  Map<JsonPointer, Found> of(byte[] line) throws BadLineException {
    try (JsonParser parser = JSON.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BadLineException("a JSON object is expected", 1);
      }
      Scan scan = new Scan(parser, line);
      scan.value(probes);
      if (parser.nextToken() != null) {
        int at = (int) parser.currentTokenLocation().getByteOffset();
        throw new BadLineException("something follows the JSON object", column(line, at));
      }
      return scan.found;
    } catch (JsonParseException | StreamConstraintsException e) {
      int at = (int) e.getLocation().getByteOffset();
      throw new BadLineException("not JSON: " + e.getOriginalMessage(), column(line, at));
    } catch (IOException e) {
      throw new BadLineException("not JSON: " + e.getMessage(), 0);
    }
  }

  /** The 1-based column, in characters, of a byte. */
  private static int column(byte[] line, int at) {
    int bytes = Math.max(0, Math.min(at, line.length));
    return new String(line, 0, bytes, UTF_8).length() + 1;
  }

  private static final class Scan {
    private final JsonParser parser;
    private final byte[] line;
    private final Map<JsonPointer, Found> found = new HashMap<>();

    Scan(JsonParser parser, byte[] line) {
      this.parser = parser;
      this.line = line;
    }

    /** Reads the value at the parser's token, to its end. */
    void value(List<Probe> wanted) throws IOException {
      JsonToken token = parser.currentToken();
      int start = (int) parser.currentTokenLocation().getByteOffset();
      if (token == JsonToken.START_OBJECT && !wanted.isEmpty()) {
        members(wanted);
      } else if (token == JsonToken.START_ARRAY && !wanted.isEmpty()) {
        elements(wanted);
      } else {
        parser.skipChildren(); // strings are not even decoded
      }
      for (Probe probe : wanted) {
        if (probe.rest().matches() && token != JsonToken.VALUE_NULL) {
          found.put(probe.whole(), pick(token, start));
        }
      }
    }

    private void members(List<Probe> wanted) throws IOException {
      Set<String> seen = new HashSet<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        List<Probe> below = new ArrayList<>();
        for (Probe probe : wanted) {
          JsonPointer rest = probe.rest().matchProperty(name);
          if (rest != null) {
            below.add(new Probe(probe.whole(), rest));
          }
        }
        parser.nextToken();
        value(below.isEmpty() || seen.add(name) ? below : List.of());
      }
    }

    private void elements(List<Probe> wanted) throws IOException {
      for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
        List<Probe> below = new ArrayList<>();
        for (Probe probe : wanted) {
          JsonPointer rest = probe.rest().matchElement(index);
          if (rest != null) {
            below.add(new Probe(probe.whole(), rest));
          }
        }
        value(below);
      }
    }

    private Found pick(JsonToken token, int start) throws IOException {
      boolean container = token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY;
      if (!container && token != JsonToken.VALUE_STRING) {
        return new Found(token, start, start, parser.getText());
      }
      parser.finishToken();
      int end = (int) parser.currentLocation().getByteOffset();
      String text = container ? new String(line, start, end - start, UTF_8) : parser.getText();
      return new Found(token, start, end, text);
    }
  }
}
