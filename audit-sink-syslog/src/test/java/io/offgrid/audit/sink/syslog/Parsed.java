package io.offgrid.audit.sink.syslog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.testkit.TestRecords;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A message as RFC 5424's grammar (section 6) takes it apart, by regular expressions made from it.
 *
 * @param msg without the byte order mark
 */
record Parsed(
    int priority,
    String timestamp,
    String hostname,
    String appName,
    String procId,
    String msgId,
    String sdId,
    Map<String, String> parameters,
    boolean marked,
    String msg) {
  private static final String PARAM =
      " [!#-<>-\\\\^-~]{1,32}=\"(?:[^\"\\\\\\]]|\\\\[\"\\\\\\]])*\"";
  private static final Pattern MESSAGE =
      Pattern.compile(
          "<(0|[1-9]\\d{0,2})>1 "
              + "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z) "
              + "([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128}) ([!-~]{1,32}) "
              + "\\[([!#-<>-\\\\^-~]{1,32})((?:"
              + PARAM
              + ")*)\\] (.*)",
          Pattern.DOTALL);
  private static final Pattern ONE_PARAM =
      Pattern.compile(" ([^=]+)=\"((?:[^\"\\\\\\]]|\\\\[\"\\\\\\]])*)\"");

  /** Takes a message apart; throws what is no message. */
  static Parsed of(byte[] message) {
    Matcher matcher = MESSAGE.matcher(new String(message, ISO_8859_1));
    if (!matcher.matches()) {
      throw new AssertionError("no message of RFC 5424: " + new String(message, UTF_8));
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    Matcher each = ONE_PARAM.matcher(matcher.group(8));
    while (each.find()) {
      parameters.put(each.group(1), utf8(each.group(2)).replaceAll("\\\\([\"\\\\\\]])", "$1"));
    }
    String msg = matcher.group(9);
    boolean marked = msg.startsWith("\u00EF\u00BB\u00BF");
    return new Parsed(
        Integer.parseInt(matcher.group(1)),
        matcher.group(2),
        matcher.group(3),
        matcher.group(4),
        matcher.group(5),
        matcher.group(6),
        matcher.group(7),
        parameters,
        marked,
        utf8(marked ? msg.substring(3) : msg));
  }

  private static String utf8(String bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1))).toString();
    } catch (CharacterCodingException e) {
      throw new AssertionError("no UTF-8: " + bytes, e);
    }
  }

  /** The number of the record of the test kit that this is, or -1 where it is not as it was. */
  long seq() {
    long seq = Long.parseLong(parameters.get("seq"));
    Optional<AuditRecord> found =
        Stream.<AuditRecord>concat(Stream.of(TestRecords.full(seq)), TestRecords.nasty().stream())
            .filter(r -> r.seq() == seq && r.json().equals(msg))
            .findFirst();
    return found.isPresent() ? seq : -1;
  }
}
