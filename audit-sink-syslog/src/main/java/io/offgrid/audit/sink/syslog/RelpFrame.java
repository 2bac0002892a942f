package io.offgrid.audit.sink.syslog;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request, a response or a hint of RELP: {@code TXNR SP COMMAND SP DATALEN [SP DATA] LF}.
 *
 * @param number which request it is or answers; 0 for a hint, which nobody answers
 */
@SuppressWarnings("ArrayRecordComponent")
record RelpFrame(int number, String command, byte[] data) {
  /** The highest number that a request may have; 1 follows it. */
  static final int LAST_NUMBER = 999_999_999;

  /** Answers are short. A longer one is none, and must not take the memory that it claims. */
  private static final int MAX_DATA = 128 << 10;

  private static final Pattern RESPONSE =
      Pattern.compile("(?s)(\\d{3})(?: ([^\\n]*))?(?:\\n(.*))?");

  void writeTo(OutputStream out) throws IOException {
    String header = number + " " + command + " " + data.length;
    out.write(header.getBytes(StandardCharsets.US_ASCII));
    if (data.length > 0) {
      out.write(' ');
      out.write(data);
    }
    out.write('\n');
  }

  /**
   * Waits for the next frame.
   *
   * @throws EOFException if there is none any more
   * @throws ProtocolException if something else comes
   */
  static RelpFrame readFrom(InputStream in) throws IOException {
    int number = number(word(in, 9, false));
    String command = word(in, 32, false);
    // Without data the space may be missing: librelp puts none.
    String lengthWord = word(in, 9, true);
    boolean ended = lengthWord.endsWith("\n");
    int length = number(ended ? lengthWord.substring(0, lengthWord.length() - 1) : lengthWord);
    if (length > MAX_DATA || (ended && length > 0)) {
      throw new ProtocolException("an answer that is not RELP");
    }
    byte[] data = in.readNBytes(length);
    if (data.length < length) {
      throw new EOFException();
    }
    if (!ended && next(in) != '\n') {
      throw new ProtocolException("an answer that is not RELP");
    }
    return new RelpFrame(number, command, data);
  }

  /** Whether it is a response that says yes. */
  boolean ok() {
    Matcher matcher = response();
    return matcher.matches() && matcher.group(1).equals("200");
  }

  /** The offers of the other side that follow the first line of a response, a line each. */
  String offers() {
    Matcher matcher = response();
    return matcher.matches() && matcher.group(3) != null ? matcher.group(3) : "";
  }

  /** The code and what else the first line of a response says, for people. */
  String said() {
    String line = new String(data, StandardCharsets.UTF_8).lines().findFirst().orElse("nothing");
    return printable(line);
  }

  /** What came from the other side, so that it can be shown at a terminal. */
  static String printable(String text) {
    String shown = text.replaceAll("\\p{C}", "?");
    return shown.length() > 200 ? shown.substring(0, 200) + "…" : shown;
  }

  private Matcher response() {
    return RESPONSE.matcher(new String(data, StandardCharsets.UTF_8));
  }

  private static String word(InputStream in, int max, boolean mayEndLine) throws IOException {
    StringBuilder word = new StringBuilder();
    int c = next(in);
    while (c != ' ' && c != '\n' && word.length() < max) {
      word.append((char) c);
      c = next(in);
    }
    if (c == '\n' && mayEndLine) {
      return word.append('\n').toString();
    }
    if (c != ' ' || word.length() == 0) {
      throw new ProtocolException("an answer that is not RELP");
    }
    return word.toString();
  }

  private static int number(String digits) throws IOException {
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new ProtocolException("an answer that is not RELP");
    }
    return Integer.parseInt(digits);
  }

  private static int next(InputStream in) throws IOException {
    int c = in.read();
    if (c < 0) {
      throw new EOFException();
    }
    return c;
  }
}
