package io.offgrid.audit;

/** The inside of a JSON string as RFC 8785, section 3.2.2.2, writes it. */
final class JsonEscapes {
  private static final String SHORT = "btn\0fr";

  private JsonEscapes() {}

  /** The text as it stands between the quotes. */
  static String of(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      append(text.charAt(i), escaped);
    }
    return escaped.toString();
  }

  private static void append(char c, StringBuilder out) {
    if (c == '"' || c == '\\') {
      out.append('\\').append(c);
    } else if (c >= '\b' && c <= '\r' && c != 0x0b) {
      out.append('\\').append(SHORT.charAt(c - '\b'));
    } else if (c < ' ') {
      out.append("\\u00").append(c < 0x10 ? '0' : '1').append(Character.forDigit(c & 0xf, 16));
    } else {
      out.append(c);
    }
  }
}
