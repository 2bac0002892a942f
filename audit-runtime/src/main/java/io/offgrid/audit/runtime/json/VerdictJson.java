package io.offgrid.audit.runtime.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.offgrid.audit.Finding;
import io.offgrid.audit.VerificationReport;
import java.io.IOException;
import java.util.List;

/** A verdict for programs. Functions only, for any thread. */
public final class VerdictJson {
  private VerdictJson() {}

  public static void writeFinding(JsonGenerator json, Finding finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", finding.kind().word());
    JsonMembers.number(json, "seq", finding.seq());
    json.writeStringField("id", finding.id());
    json.writeStringField("timestamp", finding.timestamp());
    json.writeStringField("file", finding.file());
    JsonMembers.number(json, "line", finding.line());
    JsonMembers.number(json, "offset", finding.offset());
    json.writeStringField("expected", finding.expected());
    json.writeStringField("found", finding.found());
    json.writeStringField("advice", finding.advice());
    json.writeEndObject();
  }

  /** What stands behind the status and the findings. */
  public static void writeVerdict(JsonGenerator json, VerificationReport report)
      throws IOException {
    json.writeNumberField("events", report.events());
    json.writeNumberField("bytes", report.bytes());
    json.writeNumberField("finding_count", report.findingCount());
    writeTrust(json, report.trust());
    writeNotes(json, report.notes());
  }

  static void writeTrust(JsonGenerator json, VerificationReport.Trust trust) throws IOException {
    json.writeObjectFieldStart("trust");
    json.writeArrayFieldStart("key_ids");
    for (String keyId : trust.keyIds()) {
      json.writeString(keyId);
    }
    json.writeEndArray();
    json.writeStringField("origin", trust.origin());
    json.writeBooleanField("origin_pinned", trust.originPinned());
    json.writeBooleanField("head_present", trust.headPresent());
    JsonMembers.number(json, "anchor_seq", trust.anchorSeq());
    json.writeEndObject();
  }

  static void writeNotes(JsonGenerator json, List<String> notes) throws IOException {
    json.writeArrayFieldStart("notes");
    for (String note : notes) {
      json.writeString(note);
    }
    json.writeEndArray();
  }
}
