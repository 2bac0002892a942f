package io.offgrid.audit.sink.syslog;

import io.offgrid.audit.AuditRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * The exact signed line. Shortened, it is JSON of the same members without {@code details}, which
 * says {@code "truncated":true}; no signature fits that.
 */
final class JsonBody implements Body {
  @Override
  public void whole(AuditRecord record, MessageBuffer out) {
    try {
      record.writeJson(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the buffer throws none
    }
  }

  @Override
  public void shortened(AuditRecord record, int most, MessageBuffer out) {
    int start = out.size();
    members(record, record.repairs(), Integer.MAX_VALUE, out);
    if (out.size() - start <= most) {
      return;
    }
    out.cutTo(start);
    members(record, List.of(), 0, out);
    int share = Math.max(0, most - (out.size() - start)) / 3;
    out.cutTo(start);
    members(record, List.of(), share, out);
  }

  /** Writes the members in the order of their names; {@code share}: how long a free text may be. */
  private static void members(
      AuditRecord record, List<String> repairs, int share, MessageBuffer out) {
    out.ascii("{\"chain_hash\":");
    string(record.chainHash(), out);
    member("id", record.id(), out);
    member("key_id", record.keyId(), out);
    record.outcome().ifPresent(word -> member("outcome", word, out));
    repairs(repairs, out);
    out.ascii(",\"seq\":").ascii(Long.toString(record.seq()));
    record.severity().ifPresent(word -> member("severity", word, out));
    member("signature", record.signature(), out);
    text("source", record.source(), share, out);
    text("target", record.target(), share, out);
    member("timestamp", record.timestampText(), out);
    out.ascii(",\"truncated\":true");
    member("type", record.type(), out);
    text("user_id", record.userId(), share, out);
    out.write('}');
  }

  private static void repairs(List<String> repairs, MessageBuffer out) {
    String before = ",\"repairs\":[";
    for (String line : repairs) {
      out.ascii(before);
      string(line, out);
      before = ",";
    }
    if (!repairs.isEmpty()) {
      out.write(']');
    }
  }

  private static void member(String name, String value, MessageBuffer out) {
    out.ascii(",\"").ascii(name).ascii("\":");
    string(value, out);
  }

  private static void text(String name, Optional<String> value, int share, MessageBuffer out) {
    if (value.isPresent()) {
      out.ascii(",\"").ascii(name).ascii("\":\"");
      Escape.JSON.write(value.get(), share, out);
      out.write('"');
    }
  }

  private static void string(String value, MessageBuffer out) {
    out.write('"');
    Escape.JSON.write(value, out);
    out.write('"');
  }
}
