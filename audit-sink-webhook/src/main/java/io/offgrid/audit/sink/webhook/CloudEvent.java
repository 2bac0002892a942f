package io.offgrid.audit.sink.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offgrid.audit.AuditRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** A record as an event of CloudEvents 1.0, in its JSON format; the signed line is its data. */
final class CloudEvent {
  private CloudEvent() {}

  static void write(AuditRecord record, OutputStream out) throws IOException {
    StringBuilder head = new StringBuilder("{\"specversion\":\"1.0\"");
    attribute(head, "id", record.id());
    attribute(head, "source", "urn:offgrid:audit:" + record.keyId());
    attribute(head, "type", "io.offgrid.audit." + record.type());
    attribute(head, "time", record.timestampText());
    subject(record).ifPresent(subject -> attribute(head, "subject", subject));
    attribute(head, "datacontenttype", "application/json");
    out.write(head.append(",\"data\":").toString().getBytes(UTF_8));
    record.writeJson(out);
    out.write('}');
  }

  /** What it was done to, where that is an attribute's value: section 3.1.1, "String". */
  private static Optional<String> subject(AuditRecord record) {
    return record
        .target()
        .filter(text -> !text.isEmpty() && text.codePoints().allMatch(CloudEvent::mayStand));
  }

  private static boolean mayStand(int codePoint) {
    boolean nonCharacter =
        (codePoint & 0xFFFE) == 0xFFFE || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
    return !nonCharacter
        && !Character.isISOControl(codePoint)
        && Character.getType(codePoint) != Character.SURROGATE;
  }

  /** No value here has control characters. */
  private static void attribute(StringBuilder event, String name, String value) {
    String quoted = value.replace("\\", "\\\\").replace("\"", "\\\"");
    event.append(",\"").append(name).append("\":\"").append(quoted).append('"');
  }
}
