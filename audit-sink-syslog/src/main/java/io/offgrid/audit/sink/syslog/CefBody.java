package io.offgrid.audit.sink.syslog;

import io.offgrid.audit.AuditRecord;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * ArcSight Common Event Format, version 0 (Implementing ArcSight CEF, revision 25): a copy for
 * programs that know no other, not evidence.
 */
final class CefBody implements Body {
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)[0-9a-fA-F:]{2,39}");

  @Override
  public void whole(AuditRecord record, MessageBuffer out) {
    write(record, record.repairs(), Integer.MAX_VALUE, out);
    record.detailsJson().ifPresent(details -> custom(3, "details", details, out));
  }

  @Override
  public void shortened(AuditRecord record, int most, MessageBuffer out) {
    int start = out.size();
    write(record, record.repairs(), Integer.MAX_VALUE, out);
    if (out.size() - start <= most) {
      return;
    }
    out.cutTo(start);
    write(record, List.of(), 0, out);
    int share = Math.max(0, most - (out.size() - start)) / 3;
    out.cutTo(start);
    write(record, List.of(), share, out);
  }

  private static void write(
      AuditRecord record, List<String> repairs, int share, MessageBuffer out) {
    header(record, out);
    out.ascii("rt=").ascii(Long.toString(record.timestamp().toEpochMilli()));
    field("externalId", record.id(), Integer.MAX_VALUE, out);
    record.outcome().ifPresent(word -> field("outcome", word, Integer.MAX_VALUE, out));
    text("suser", record.userId(), share, out);
    text(record.source().map(CefBody::sourceKey).orElse(""), record.source(), share, out);
    record.target().ifPresent(target -> custom(1, "target", target, share, out));
    if (!repairs.isEmpty()) {
      custom(2, "repairs", String.join("\n", repairs), out);
    }
    custom(4, "chain_hash", record.chainHash(), out);
    custom(5, "signature", record.signature(), out);
    custom(6, "key_id", record.keyId(), out);
    out.ascii(" cn1Label=seq cn1=").ascii(Long.toString(record.seq()));
  }

  private static void header(AuditRecord record, MessageBuffer out) {
    out.ascii("CEF:0|OffGrid|Audit|1|");
    Escape.CEF_HEADER.write(record.type(), out);
    out.write('|');
    Escape.CEF_HEADER.write(record.type().replace('_', ' '), out);
    out.ascii("|").ascii(severity(record.severity().orElse("info"))).ascii("|");
  }

  /** On CEF's scale from 0 to 10. */
  private static String severity(String word) {
    return switch (word) {
      case "critical" -> "9";
      case "warning" -> "6";
      default -> "3";
    };
  }

  private static String sourceKey(String source) {
    if (IPV4.matcher(source).matches()) {
      return "src";
    }
    return IPV6.matcher(source).matches() ? "c6a2Label=source c6a2" : "shost";
  }

  private static void text(String key, Optional<String> value, int share, MessageBuffer out) {
    if (value.isPresent()) {
      field(key, value.get(), share, out);
    }
  }

  private static void field(String key, String value, int share, MessageBuffer out) {
    out.ascii(" ").ascii(key).ascii("=");
    Escape.CEF_VALUE.write(value, share, out);
  }

  private static void custom(int number, String label, String value, MessageBuffer out) {
    custom(number, label, value, Integer.MAX_VALUE, out);
  }

  private static void custom(int number, String label, String value, int share, MessageBuffer out) {
    out.ascii(" cs").ascii(Integer.toString(number)).ascii("Label=").ascii(label);
    field("cs" + number, value, share, out);
  }
}
