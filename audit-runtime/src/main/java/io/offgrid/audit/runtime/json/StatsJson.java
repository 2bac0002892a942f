package io.offgrid.audit.runtime.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.offgrid.audit.AuditStats;
import io.offgrid.audit.StatsRequest;
import io.offgrid.audit.VerificationReport;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Counts for programs. Functions only, for any thread. */
public final class StatsJson {
  private StatsJson() {}

  /** Writes the members of an object. */
  public static void write(JsonGenerator json, AuditStats stats) throws IOException {
    json.writeNumberField("total_events", stats.totalEvents());
    JsonMembers.counts(json, "events_by_type", stats.eventsByType());
    JsonMembers.counts(json, "events_by_user", stats.eventsByUser());
    json.writeNumberField("other_users", stats.otherUsers());
    JsonMembers.counts(json, "events_by_outcome", stats.eventsByOutcome());
    json.writeStringField("first_event", stats.firstEvent());
    json.writeStringField("last_event", stats.lastEvent());
    json.writeNumberField("segments", stats.segments());
    json.writeNumberField("bytes", stats.bytes());
    json.writeNumberField("unreadable", stats.unreadable());
    json.writeObjectFieldStart("chain");
    writeChain(json, stats.report());
    json.writeEndObject();
  }

  private static void writeChain(JsonGenerator json, @Nullable VerificationReport report)
      throws IOException {
    json.writeStringField("status", report == null ? "not_checked" : report.verdict().word());
    if (report != null) {
      json.writeNumberField("events", report.events());
      json.writeNumberField("findings", report.findingCount());
      VerdictJson.writeTrust(json, report.trust());
      VerdictJson.writeNotes(json, report.notes());
    }
  }

  /** Writes the counts by time, two more members. */
  public static void writeBuckets(JsonGenerator json, StatsRequest.Bucket bucket, AuditStats stats)
      throws IOException {
    json.writeStringField("bucket", bucket.name().toLowerCase(Locale.ROOT));
    json.writeArrayFieldStart("buckets");
    for (AuditStats.TimeBucket span : stats.buckets()) {
      json.writeStartObject();
      json.writeStringField("start", span.start().toString());
      json.writeNumberField("events", span.events());
      json.writeNumberField("success", span.successes());
      json.writeNumberField("failure", span.failures());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
