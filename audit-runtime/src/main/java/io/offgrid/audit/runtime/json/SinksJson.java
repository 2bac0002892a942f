package io.offgrid.audit.runtime.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.offgrid.audit.chain.RecordTimestamp;
import io.offgrid.audit.runtime.SinkStatus;
import java.io.IOException;
import java.util.List;

/** How sinks are doing, for programs. Functions only, for any thread. */
public final class SinksJson {
  private SinksJson() {}

  /** Writes the elements of an array. */
  public static void write(JsonGenerator json, List<SinkStatus> all) throws IOException {
    for (SinkStatus sink : all) {
      json.writeStartObject();
      json.writeStringField("name", sink.name());
      json.writeStringField("type", sink.type());
      json.writeStringField("target", sink.target());
      json.writeStringField("state", sink.state());
      json.writeNumberField("cursor_seq", sink.cursor());
      json.writeNumberField("behind_events", sink.behindEvents());
      json.writeNumberField("behind_seconds", sink.behindTime().toSeconds());
      json.writeStringField(
          "last_success", sink.lastSuccess().map(RecordTimestamp::text).orElse(null));
      json.writeStringField("last_error", sink.lastError().orElse(null));
      json.writeStringField(
          "last_error_at", sink.lastErrorAt().map(RecordTimestamp::text).orElse(null));
      json.writeNumberField("parked", sink.parked());
      json.writeEndObject();
    }
  }
}
