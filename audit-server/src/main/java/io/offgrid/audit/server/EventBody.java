package io.offgrid.audit.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.offgrid.audit.InvalidEventException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The events in the body of a request: one JSON object, an array of them, or one a line. Each is
 * cut out as it stands, since what is in it is the log's to read. Immutable.
 */
final class EventBody {
  /** The most events that one request may bring. */
  static final int MOST = 10_000;

  private static final List<String> LINES =
      List.of("application/x-ndjson", "application/jsonl", "application/x-jsonlines");

  /** As lenient as what reads the events; that is where the limits are. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1100)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private final List<byte[]> events;
  private final List<Place> places;
  private final boolean several;

  private EventBody(List<byte[]> events, List<Place> places, boolean several) {
    this.events = List.copyOf(events);
    this.places = List.copyOf(places);
    this.several = several;
  }

  /** Where an event begins, both from 1. */
  private record Place(int line, int column) {}

  /**
   * Takes a body apart.
   *
   * @throws Problem 415 for another content type, 400 if it is not what the type says
   */
  static EventBody of(@Nullable String contentType, byte[] body) {
    String type =
        contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    EventBody read;
    if (LINES.contains(type)) {
      read = lines(body);
    } else if (type.equals(JsonAnswer.TYPE)) {
      read = json(body);
    } else {
      throw Problem.of(
          415,
          (type.isEmpty()
                  ? "the request has no Content-Type"
                  : "Content-Type: '" + Shown.text(type) + "' is not taken")
              + "; send application/json (an event, or an array) or application/x-ndjson (one event a line)");
    }
    if (read.events.isEmpty()) {
      throw Problem.of(400, "the body holds no event; nothing was recorded");
    }
    if (read.events.size() > MOST) {
      throw Problem.of(
          413,
          "at most %,d events a request, not %,d; nothing was recorded"
              .formatted(MOST, read.events.size()));
    }
    return read;
  }

  List<byte[]> events() {
    return events;
  }

  /** Says which event is wrong, and where in the body. */
  Problem problem(InvalidEventException invalid) {
    Place place = places.get(Math.max(1, invalid.event()) - 1);
    int line = place.line() + Math.max(1, invalid.line()) - 1;
    int column =
        invalid.line() > 1 ? invalid.column() : place.column() + Math.max(1, invalid.column()) - 1;
    String which = several ? "event " + Math.max(1, invalid.event()) + ", " : "";
    return Problem.of(
        400,
        "%sline %d, column %d: %s; nothing was recorded"
            .formatted(which, line, column, invalid.getMessage()));
  }

  private static EventBody lines(byte[] body) {
    List<byte[]> events = new ArrayList<>();
    List<Place> places = new ArrayList<>();
    int line = 1;
    int start = 0;
    for (int i = 0; i <= body.length; i++) {
      if (i == body.length || body[i] == '\n') {
        if (!isBlank(body, start, i)) {
          events.add(Arrays.copyOfRange(body, start, i));
          places.add(new Place(line, 1));
        }
        start = i + 1;
        line++;
      }
    }
    return new EventBody(events, places, true);
  }

  private static boolean isBlank(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  /** Anything but an array is one event; what is wrong with it, the log will say. */
  private static EventBody json(byte[] body) {
    int first = 0;
    while (first < body.length && " \t\r\n".indexOf(body[first]) >= 0) {
      first++;
    }
    if (first == body.length) {
      return new EventBody(List.of(), List.of(), false);
    }
    if (body[first] != '[') {
      return new EventBody(List.of(body), List.of(new Place(1, 1)), false);
    }
    String text = decoded(body);
    try (JsonParser parser = JSON.createParser(text)) {
      return array(text, parser);
    } catch (JsonProcessingException e) {
      throw bad(e.getLocation(), e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String decoded(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw Problem.of(400, "the body is not UTF-8; nothing was recorded");
    }
  }

  private static EventBody array(String text, JsonParser parser) throws IOException {
    List<byte[]> events = new ArrayList<>();
    List<Place> places = new ArrayList<>();
    parser.nextToken();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonLocation begin = parser.currentTokenLocation();
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw bad(begin, "an event is an object");
      }
      parser.skipChildren();
      int from = (int) begin.getCharOffset();
      int to = (int) parser.currentLocation().getCharOffset();
      events.add(text.substring(from, to).getBytes(StandardCharsets.UTF_8));
      places.add(new Place(begin.getLineNr(), begin.getColumnNr()));
    }
    if (parser.nextToken() != null) {
      throw bad(parser.currentTokenLocation(), "something stands behind the array");
    }
    return new EventBody(events, places, true);
  }

  private static Problem bad(@Nullable JsonLocation at, String reason) {
    String place =
        at == null ? "" : "line %d, column %d: ".formatted(at.getLineNr(), at.getColumnNr());
    return Problem.of(
        400, place + reason.lines().findFirst().orElse("not JSON") + "; nothing was recorded");
  }
}
