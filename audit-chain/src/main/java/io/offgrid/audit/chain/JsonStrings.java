package io.offgrid.audit.chain;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Strings as RFC 8785 section 3.2.2.2 wants them: only what must be escaped is, the rest is raw.
 */
final class JsonStrings {
  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
  private static final boolean[] PLAIN = new boolean[128];

  static {
    for (int c = 0x20; c < 128; c++) {
      PLAIN[c] = c != '"' && c != '\\';
    }
  }

  private JsonStrings() {}

  /**
   * Appends a string with its quotes.
   *
   * @return whether it was well-formed; a lone surrogate becomes U+FFFD
   */
  static boolean append(ByteBuilder out, String text) {
    int length = text.length();
    out.ensureRoom(length + 2);
    byte[] array = out.array();
    int at = out.length();
    array[at++] = '"';
    int i = 0;
    for (; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 128 || !PLAIN[c]) {
        break;
      }
      array[at++] = (byte) c;
    }
    out.setLength(at);
    boolean wellFormed = i == length || appendFrom(out, text, i);
    out.append('"');
    return wellFormed;
  }

  /** Replaces each lone surrogate by U+FFFD; returns the same string when there is none. */
  static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        StringBuilder repaired = new StringBuilder(text.length());
        text.codePoints().forEach(c -> repaired.appendCodePoint(isSurrogate(c) ? '\uFFFD' : c));
        return repaired.toString().equals(text) ? text : repaired.toString();
      }
    }
    return text;
  }

  /** At most so many UTF-16 code units from the beginning, without splitting a pair. */
  static String head(String text, int units) {
    if (text.length() <= units) {
      return text;
    }
    boolean splits =
        Character.isHighSurrogate(text.charAt(units - 1))
            && Character.isLowSurrogate(text.charAt(units));
    return text.substring(0, splits ? units - 1 : units);
  }

  /** A text of at most so many UTF-16 code units; a longer one is cut and ends in an ellipsis. */
  static String abbreviate(String text, int units) {
    return text.length() <= units ? text : head(text, units - 1) + '…';
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static boolean appendFrom(ByteBuilder out, String text, int from) {
    boolean wellFormed = true;
    int i = from;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c < 0x80) {
        appendAscii(out, c);
      } else if (c < 0x800) {
        out.append(0xC0 | (c >> 6)).append(next(c, 0));
      } else if (c < 0x10000) {
        boolean lone = isSurrogate(c);
        wellFormed &= !lone;
        appendThree(out, lone ? '\uFFFD' : c);
      } else {
        out.append(0xF0 | (c >> 18)).append(next(c, 12)).append(next(c, 6)).append(next(c, 0));
      }
    }
    return wellFormed;
  }

  private static void appendThree(ByteBuilder out, int c) {
    out.append(0xE0 | (c >> 12)).append(next(c, 6)).append(next(c, 0));
  }

  /** A byte of UTF-8 that is not the first one. */
  private static int next(int c, int shift) {
    return 0x80 | ((c >> shift) & 0x3F);
  }

  private static void appendAscii(ByteBuilder out, int c) {
    if (PLAIN[c]) {
      out.append(c);
      return;
    }
    out.append('\\');
    switch (c) {
      case '"', '\\' -> out.append(c);
      case '\b' -> out.append('b');
      case '\t' -> out.append('t');
      case '\n' -> out.append('n');
      case '\f' -> out.append('f');
      case '\r' -> out.append('r');
      default -> out.appendAscii("u00").append(HEX[c >> 4]).append(HEX[c & 15]);
    }
  }
}
