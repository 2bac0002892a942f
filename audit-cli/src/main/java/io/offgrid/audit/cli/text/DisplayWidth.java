package io.offgrid.audit.cli.text;

/** How many columns of a terminal a text takes: a Chinese character takes two, an accent none. */
public final class DisplayWidth {
  private static final String ELLIPSIS = "…";

  private DisplayWidth() {}

  /** The columns that this text takes; it holds no control characters. */
  public static int of(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      width += of(c);
      i += Character.charCount(c);
    }
    return width;
  }

  /** The text if it fits into so many columns, else its beginning and an ellipsis. */
  public static String abbreviate(String text, int columns) {
    if (text.length() <= columns / 2 || of(text) <= columns) {
      return text;
    }
    int width = 0;
    int end = 0;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      if (width + of(c) > columns - 1) {
        break;
      }
      width += of(c);
      end += Character.charCount(c);
    }
    return columns < 1 ? "" : text.substring(0, end) + ELLIPSIS;
  }

  /** The text, filled up with spaces to so many columns. */
  public static String pad(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - of(text)));
  }

  private static int of(int codePoint) {
    if (codePoint < 0x300) {
      return 1;
    }
    boolean joinsTheOneBefore =
        switch (Character.getType(codePoint)) {
          case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> true;
          default -> isInnerJamo(codePoint);
        };
    if (joinsTheOneBefore) {
      return 0;
    }
    return WideCharacters.contains(codePoint) ? 2 : 1;
  }

  /** Vowels and final consonants of a Korean syllable stand in the cell of the first consonant. */
  private static boolean isInnerJamo(int codePoint) {
    return (codePoint >= 0x1160 && codePoint <= 0x11ff)
        || (codePoint >= 0xd7b0 && codePoint <= 0xd7ff);
  }
}
