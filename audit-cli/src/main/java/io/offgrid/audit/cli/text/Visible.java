package io.offgrid.audit.cli.text;

/**
 * Makes text harmless for a terminal: what would move the cursor, recolour the screen or reorder
 * the line is shown instead of obeyed.
 *
 * <p>That is every code point that Unicode calls control (escape sequences begin with one), format
 * (bidirectional overrides, zero-width joiners, tags), line or paragraph separator, and surrogates
 * without a partner.
 */
public final class Visible {
  private Visible() {}

  /** For one cell or one line: {@code \e}, {@code \n}, {@code \x07}, <code>&#92;u{202e}</code>. */
  public static String oneLine(String text) {
    int harmless = harmlessPrefix(text, "");
    if (harmless == text.length()) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, harmless);
    text.codePoints().skip(text.codePointCount(0, harmless)).forEach(c -> append(shown, c));
    return shown.toString();
  }

  /**
   * As {@link #oneLine}, but line ends and tabs stay, and the notation is JSON's, so that JSON
   * keeps its meaning: <code>&#92;u202e</code>.
   */
  public static String lines(String text) {
    int harmless = harmlessPrefix(text, "\n\r\t");
    if (harmless == text.length()) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if ("\n\r\t".indexOf(c) >= 0 || !isHarmful(c)) {
                shown.appendCodePoint(c);
              } else {
                for (char unit : Character.toChars(c)) {
                  shown.append("\\u").append(hex(unit, 4));
                }
              }
            });
    return shown.toString();
  }

  private static int harmlessPrefix(String text, String allowed) {
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (isHarmful(c) && allowed.indexOf(c) < 0) {
        return at;
      }
      at += Character.charCount(c);
    }
    return at;
  }

  private static boolean isHarmful(int codePoint) {
    if (codePoint >= ' ' && codePoint < 0x7f) {
      return false;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  private static void append(StringBuilder shown, int c) {
    if (!isHarmful(c)) {
      shown.appendCodePoint(c);
      return;
    }
    switch (c) {
      case 0x1b -> shown.append("\\e");
      case '\n' -> shown.append("\\n");
      case '\r' -> shown.append("\\r");
      case '\t' -> shown.append("\\t");
      default -> {
        if (c <= 0xff) {
          shown.append("\\x").append(hex(c, 2));
        } else {
          shown.append("\\u{").append(Integer.toHexString(c)).append('}');
        }
      }
    }
  }

  private static String hex(int value, int digits) {
    String text = Integer.toHexString(value);
    return "0".repeat(digits - text.length()) + text;
  }
}
