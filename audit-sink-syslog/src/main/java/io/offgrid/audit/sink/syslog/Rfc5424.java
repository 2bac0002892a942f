package io.offgrid.audit.sink.syslog;

import io.offgrid.audit.AuditRecord;
import java.nio.charset.StandardCharsets;

/**
 * Writes records as messages of RFC 5424. Every one is at most {@code max_message_bytes} long: one
 * that would be longer loses its details, and says so. For one thread.
 *
 * <p>MSG is MSG-UTF8, with its byte order mark, only where there is something beyond ASCII in it;
 * else it is MSG-ANY, and just what stands in the log.
 */
final class Rfc5424 {
  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int MSGID_MOST = 32;

  private final SyslogFacility facility;
  private final String source;
  private final String sdId;
  private final Body body;
  private final int most;
  private final MessageBuffer out = new MessageBuffer();

  /**
   * Prepares to write.
   *
   * @param hostname HOSTNAME
   * @param processId PROCID
   */
  Rfc5424(SyslogSettings settings, String hostname, String processId) {
    facility = settings.facility();
    source = " " + hostname + " " + settings.appName() + " " + processId + " ";
    sdId = " [offgrid@" + settings.enterpriseId();
    body = settings.format() == SyslogFormat.JSON ? new JsonBody() : new CefBody();
    most = settings.maxMessageBytes();
  }

  /** The message, unframed. */
  byte[] message(AuditRecord record) {
    out.cutTo(0);
    header(record, false);
    int start = out.size();
    body.whole(record, out);
    mark(start);
    if (out.size() > most) {
      out.cutTo(0);
      header(record, true);
      start = out.size();
      body.shortened(record, most - start - BOM.length, out);
      mark(start);
    }
    return out.toByteArray();
  }

  private void mark(int start) {
    if (!out.isAscii(start)) {
      out.insert(start, BOM);
    }
  }

  private void header(AuditRecord record, boolean truncated) {
    int priority = facility.code() * 8 + severity(record.severity().orElse("info"));
    out.ascii("<").ascii(Integer.toString(priority)).ascii(">1 ").ascii(record.timestampText());
    out.ascii(source).ascii(printable(record.type(), MSGID_MOST));
    out.ascii(sdId);
    parameter("id", record.id());
    parameter("seq", Long.toString(record.seq()));
    parameter("key_id", record.keyId());
    parameter("chain_hash", record.chainHash());
    parameter("signature", record.signature());
    if (truncated) {
      parameter("truncated", "true");
    }
    out.ascii("] ");
  }

  private void parameter(String name, String value) {
    out.ascii(" ").ascii(name).ascii("=\"");
    Escape.PARAM_VALUE.write(value, out);
    out.write('"');
  }

  /** RFC 5424 section 6.2.1. */
  private static int severity(String word) {
    return switch (word) {
      case "critical" -> 2;
      case "warning" -> 4;
      default -> 6;
    };
  }

  /** Printable ASCII without space, as header fields want it. */
  static String printable(String text, int most) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    StringBuilder kept = new StringBuilder();
    for (int i = 0; i < Math.min(bytes.length, most); i++) {
      kept.append(bytes[i] > ' ' && bytes[i] < 0x7F ? (char) bytes[i] : '?');
    }
    return kept.isEmpty() ? "-" : kept.toString();
  }
}
