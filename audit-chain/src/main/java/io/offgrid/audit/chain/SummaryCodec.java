package io.offgrid.audit.chain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.offgrid.audit.chain.SegmentSummary.HourCount;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * A segment's summary as bytes: one line of canonical JSON, signed like a record. Its first member
 * is {@code bytes}, so that none can be taken for a record, a head or a cursor, or one of those for
 * it. Functions only, for any thread.
 */
public final class SummaryCodec {
  /** Names are users, whom others choose: they are neither kept nor guarded by an error. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  /** Found but once: inside a string, its quotes have a backslash before them. */
  private static final String SIGNATURE = ",\"signature\":\"hmac-sha256:";

  private static final long VERSION = 2;

  private SummaryCodec() {}

  /**
   * The line, with its newline.
   *
   * @return empty if a name in it is not Unicode, which no record of a log may hold
   */
  public static Optional<byte[]> encode(SegmentSummary summary, SigningKey key) {
    ByteBuilder out = new ByteBuilder(4096);
    int cut;
    try {
      cut = write(summary, key, out);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    byte[] unsigned = out.toByteArray();
    out.setLength(cut);
    out.appendAscii(SIGNATURE).appendHex(key.newMac().doFinal(unsigned));
    out.append('"').append(unsigned, cut, unsigned.length - cut).append('\n');
    return Optional.of(out.toByteArray());
  }

  /** What this key signed in these bytes, if it did; nothing else is even parsed. */
  public static Optional<SegmentSummary> decode(byte[] bytes, SigningKey key) {
    String line = new String(bytes, ISO_8859_1);
    int from = line.indexOf(SIGNATURE);
    int to = from + SIGNATURE.length() + 2 * ChainHash.BYTES + 1;
    if (from < 0 || to >= bytes.length || bytes[bytes.length - 1] != '\n') {
      return Optional.empty();
    }
    Mac mac = key.newMac();
    mac.update(bytes, 0, from);
    mac.update(bytes, to, bytes.length - 1 - to);
    byte[] due = (HexFormat.of().formatHex(mac.doFinal()) + '"').getBytes(ISO_8859_1);
    byte[] claimed = Arrays.copyOfRange(bytes, from + SIGNATURE.length(), to);
    try {
      return MessageDigest.isEqual(due, claimed) ? read(members(bytes)) : Optional.empty();
    } catch (IllegalArgumentException | IOException e) {
      return Optional.empty();
    }
  }

  /** Writes all members but the signature, and tells where that one belongs. */
  private static int write(SegmentSummary summary, SigningKey key, ByteBuilder out) {
    CanonicalWriter json =
        new CanonicalWriter(out, "", CanonicalWriter.ANY_DEPTH, CanonicalJson.STRICT);
    json.beginObject();
    number(json, "bytes", summary.bytes());
    number(json, "first_seq", summary.firstSeq());
    text(json, "first_timestamp", summary.firstTimestamp());
    hours(json, summary.hours());
    text(json, "key_id", key.id());
    text(json, "last_hash", summary.lastHash());
    number(json, "last_seq", summary.lastSeq());
    text(json, "last_timestamp", summary.lastTimestamp());
    text(json, "max_timestamp", summary.maxTimestamp());
    text(json, "min_timestamp", summary.minTimestamp());
    counts(json, "outcomes", summary.outcomes());
    text(json, "previous_hash", summary.previousHash());
    counts(json, "severities", summary.severities());
    int cut = out.length();
    counts(json, "types", summary.types());
    counts(json, "users", summary.users());
    number(json, "version", VERSION);
    json.endObject();
    return cut;
  }

  private static void number(CanonicalWriter json, String name, long value) {
    json.name(name);
    json.number(value);
  }

  private static void text(CanonicalWriter json, String name, String value) {
    json.name(name);
    json.string(value);
  }

  private static void counts(CanonicalWriter json, String name, @Nullable Map<String, Long> by) {
    if (by != null) {
      json.name(name);
      json.beginObject();
      new TreeMap<>(by).forEach((word, count) -> number(json, word, count));
      json.endObject();
    }
  }

  private static void hours(CanonicalWriter json, @Nullable List<HourCount> hours) {
    if (hours != null) {
      json.name("hours");
      json.beginObject();
      for (HourCount hour : hours) {
        json.name(hour.hour());
        json.beginObject();
        number(json, "failures", hour.failures());
        number(json, "records", hour.records());
        number(json, "successes", hour.successes());
        json.endObject();
      }
      json.endObject();
    }
  }

  private static Optional<SegmentSummary> read(Map<String, Object> members) {
    try {
      return !Long.valueOf(VERSION).equals(members.get("version"))
          ? Optional.empty()
          : Optional.of(
              new SegmentSummary(
                  number(members, "bytes"),
                  number(members, "first_seq"),
                  number(members, "last_seq"),
                  text(members, "previous_hash"),
                  text(members, "last_hash"),
                  text(members, "first_timestamp"),
                  text(members, "last_timestamp"),
                  text(members, "min_timestamp"),
                  text(members, "max_timestamp"),
                  counts(members, "types"),
                  members.containsKey("users") ? counts(members, "users") : null,
                  counts(members, "outcomes"),
                  counts(members, "severities"),
                  members.containsKey("hours") ? hours(members) : null));
    } catch (ClassCastException e) {
      return Optional.empty();
    }
  }

  private static long number(Map<String, Object> members, String name) {
    return (Long) member(members, name);
  }

  private static String text(Map<String, Object> members, String name) {
    return (String) member(members, name);
  }

  private static Map<String, Long> counts(Map<String, Object> members, String name) {
    Map<String, Long> counts = new HashMap<>();
    ((Map<?, ?>) member(members, name)).forEach((word, n) -> counts.put((String) word, (Long) n));
    return counts;
  }

  private static List<HourCount> hours(Map<String, Object> members) {
    List<HourCount> hours = new ArrayList<>();
    new TreeMap<>((Map<?, ?>) member(members, "hours"))
        .forEach(
            (hour, of) -> {
              Map<String, Object> counts = new HashMap<>();
              ((Map<?, ?>) of).forEach((name, n) -> counts.put((String) name, n));
              hours.add(
                  new HourCount(
                      (String) hour,
                      number(counts, "records"),
                      number(counts, "successes"),
                      number(counts, "failures")));
            });
    return hours;
  }

  private static Object member(Map<String, Object> members, String name) {
    Object value = members.get(name);
    if (value == null) {
      throw new IllegalArgumentException("a summary without " + name);
    }
    return value;
  }

  /** Numbers as Long, texts as String, objects as maps of these. */
  private static Map<String, Object> members(byte[] line) throws IOException {
    try (JsonParser parser = JSON.createParser(line)) {
      parser.nextToken();
      return object(parser);
    }
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> members = new HashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT) {
        members.put(name, object(parser));
      } else {
        members.put(
            name, token == JsonToken.VALUE_STRING ? parser.getText() : parser.getLongValue());
      }
    }
    return members;
  }
}
