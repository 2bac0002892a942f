package io.offgrid.audit.cli.text;

/**
 * Keeps text that runs from right to left from reordering what stands beside it on the line: a
 * terminal that knows the Unicode Bidirectional Algorithm would else draw "source" and "target" of
 * an Arabic user's event in exchanged columns.
 */
final class Direction {
  private static final String FIRST_STRONG_ISOLATE = "\u2068";
  private static final String POP_ISOLATE = "\u2069";

  private Direction() {}

  /** The text, wrapped in characters of no width if it needs it (Annex 9, section 2.4). */
  static String isolate(String text) {
    return text.codePoints().anyMatch(Direction::runsLeft)
        ? FIRST_STRONG_ISOLATE + text + POP_ISOLATE
        : text;
  }

  private static boolean runsLeft(int codePoint) {
    return switch (Character.getDirectionality(codePoint)) {
      case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
          Character.DIRECTIONALITY_ARABIC_NUMBER ->
          true;
      default -> false;
    };
  }
}
