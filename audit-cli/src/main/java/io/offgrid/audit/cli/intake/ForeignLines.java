package io.offgrid.audit.cli.intake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lines of another system's JSON. Pointers say where the members of an event are; the whole line
 * becomes its details, byte by byte, so that the log itself sees and repairs what is hostile in it.
 */
public final class ForeignLines implements LineTranslator {
  private final Pointers pointers;
  private final String otherwise;
  private final PointerScan scan;

  /**
   * Where members are; of several pointers the first one counts at which there is something.
   *
   * @param failure there and not null means that it failed; without pointers there is no outcome
   */
  public record Pointers(
      List<JsonPointer> type,
      List<JsonPointer> user,
      List<JsonPointer> source,
      List<JsonPointer> target,
      List<JsonPointer> failure) {}

  /**
   * @param otherwise the type of lines where no pointer leads to one
   */
  public ForeignLines(Pointers pointers, @Nullable String otherwise) {
    this.pointers = pointers;
    this.otherwise = otherwise == null ? SnakeCase.NAMELESS : otherwise;
    Set<JsonPointer> all = new HashSet<>();
    Stream.of(
            pointers.type(),
            pointers.user(),
            pointers.source(),
            pointers.target(),
            pointers.failure())
        .forEach(all::addAll);
    scan = new PointerScan(all);
  }

  @Override
  public Translated translate(byte[] line) throws BadLineException {
    Map<JsonPointer, Found> found = scan.of(line);
    ByteArrayOutputStream event = new ByteArrayOutputStream();
    append(event, "{\"type\":\"" + type(first(pointers.type(), found)) + '"');
    member(event, "user_id", first(pointers.user(), found), line);
    member(event, "source", first(pointers.source(), found), line);
    member(event, "target", first(pointers.target(), found), line);
    if (!pointers.failure().isEmpty()) {
      boolean failed = first(pointers.failure(), found) != null;
      append(event, ",\"outcome\":\"" + (failed ? "failure" : "success") + '"');
    }
    append(event, ",\"details\":");
    byte[] whole = Arrays.copyOf(event.toByteArray(), event.size() + line.length + 1);
    System.arraycopy(line, 0, whole, event.size(), line.length);
    whole[whole.length - 1] = '}';
    return new Translated(whole, event.toString(UTF_8).length());
  }

  private String type(@Nullable Found name) {
    return name == null ? otherwise : SnakeCase.type(name.text());
  }

  private static @Nullable Found first(List<JsonPointer> order, Map<JsonPointer, Found> found) {
    for (JsonPointer pointer : order) {
      Found value = found.get(pointer);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** Strings stay as they were written; numbers and words become strings; the log drops others. */
  private static void member(
      ByteArrayOutputStream event, String name, @Nullable Found value, byte[] line) {
    if (value == null) {
      return;
    }
    append(event, ",\"" + name + "\":");
    if (value.isString() || value.isContainer()) {
      event.write(line, value.start(), value.end() - value.start());
    } else {
      event.write('"');
      event.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(value.text()));
      event.write('"');
    }
  }

  private static void append(ByteArrayOutputStream event, String ascii) {
    event.writeBytes(ascii.getBytes(US_ASCII));
  }
}
