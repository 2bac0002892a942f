package io.offgrid.audit.chain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.offgrid.audit.EventTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A record that the log wrote about itself, and what it says.
 *
 * @param type one of the reserved types
 * @param newKeyId the key that a {@code key_rotate} announces
 * @param fromSeq first record that a {@code retention_prune} deletes
 * @param toSeq last record that is gone by this record's authority
 * @param toHash hash of that last record, {@code sha256:…}
 * @param digest of the findings that an {@code integrity_failure} records
 * @param directory where a {@code log_set_aside} says the old log is
 */
public record OwnRecord(
    String type,
    @Nullable String newKeyId,
    long fromSeq,
    long toSeq,
    @Nullable String toHash,
    @Nullable String digest,
    @Nullable String directory) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{8}");
  private static final Pattern HASH = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final List<byte[]> TYPES =
      List.of(
          ascii(EventTypes.KEY_ROTATE),
          ascii(EventTypes.RETENTION_PRUNE),
          ascii(EventTypes.LOG_RECOVERY),
          ascii(EventTypes.INTEGRITY_FAILURE),
          ascii(EventTypes.LOG_SET_ASIDE));

  /** Whether the scanned line is of a reserved type. */
  static boolean isOwn(LineScanner line) {
    for (byte[] type : TYPES) {
      if (line.is(Member.TYPE, type)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads what a record of the log's own says.
   *
   * @return empty if its details are missing or not of their form: the record is malformed
   */
  static Optional<OwnRecord> read(String type, byte[] details, int from, int to) {
    Map<String, Object> members;
    try {
      members = scalars(details, from, to);
    } catch (IOException e) {
      return Optional.empty();
    }
    OwnRecord own =
        new OwnRecord(
            type,
            members.get("new_key_id") instanceof String id ? id : null,
            members.get("from_seq") instanceof Long seq ? seq : 0,
            members.get("to_seq") instanceof Long seq ? seq : 0,
            members.get("to_hash") instanceof String hash ? hash : null,
            members.get("digest") instanceof String digest ? digest : null,
            members.get("directory") instanceof String directory ? directory : null);
    return own.isWellFormed(members) ? Optional.of(own) : Optional.empty();
  }

  private boolean isWellFormed(Map<String, Object> members) {
    return switch (type) {
      case EventTypes.KEY_ROTATE -> newKeyId != null && KEY_ID.matcher(newKeyId).matches();
      case EventTypes.RETENTION_PRUNE -> fromSeq > 0 && toSeq >= fromSeq && hasHash();
      case EventTypes.LOG_SET_ASIDE ->
          toSeq >= 0 && members.containsKey("to_seq") && hasHash() && members.containsKey("reason");
      case EventTypes.INTEGRITY_FAILURE ->
          members.get("count") instanceof Long && members.containsKey("findings");
      default -> members.get("bytes") instanceof Long;
    };
  }

  private boolean hasHash() {
    return toHash != null && HASH.matcher(toHash).matches();
  }

  /** The members whose values are strings or integers; of others only that they are there. */
  private static Map<String, Object> scalars(byte[] details, int from, int to) throws IOException {
    Map<String, Object> members = new HashMap<>();
    try (JsonParser parser = JSON.createParser(details, from, to - from)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        Object value = true;
        if (token == JsonToken.VALUE_STRING) {
          value = parser.getText();
        } else if (token == JsonToken.VALUE_NUMBER_INT) {
          value = parser.getLongValue();
        }
        members.put(name, value);
        parser.skipChildren();
      }
    }
    return members;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
