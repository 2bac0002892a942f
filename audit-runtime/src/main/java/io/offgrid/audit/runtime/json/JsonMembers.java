package io.offgrid.audit.runtime.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.offgrid.audit.chain.RecordTimestamp;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Members of JSON objects that a generator cannot write by itself. */
public final class JsonMembers {
  private JsonMembers() {}

  /** Writes a member that is a number by name, in the order of the map. */
  public static void counts(JsonGenerator json, String name, Map<String, Long> counts)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, Long> entry : counts.entrySet()) {
      json.writeNumberField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }

  /** Writes a member that may be {@code null}. */
  public static void number(JsonGenerator json, String name, @Nullable Long value)
      throws IOException {
    if (value == null) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, value);
    }
  }

  /** Writes a time as records have it. */
  public static void time(JsonGenerator json, String name, Instant time) throws IOException {
    json.writeStringField(name, RecordTimestamp.text(time));
  }
}
