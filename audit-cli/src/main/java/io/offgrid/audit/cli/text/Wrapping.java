package io.offgrid.audit.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Breaks a text into lines that fit. */
final class Wrapping {
  private Wrapping() {}

  /**
   * Breaks at spaces, and within a word that is too long for a line.
   *
   * @param text holds no control characters
   * @param columns of a line, or {@link RecordTable#UNLIMITED}
   * @param most so many lines; the last one is cut when there is more
   */
  static List<String> lines(String text, int columns, int most) {
    List<String> lines = new ArrayList<>();
    String rest = text.strip();
    while (columns != RecordTable.UNLIMITED
        && lines.size() < most - 1
        && DisplayWidth.of(rest) > columns) {
      int end = end(rest, columns);
      lines.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end).stripLeading();
    }
    lines.add(columns == RecordTable.UNLIMITED ? rest : DisplayWidth.abbreviate(rest, columns));
    return lines;
  }

  /** Where the first line of a text ends that is longer than one. */
  private static int end(String text, int columns) {
    int width = 0;
    int space = 0;
    for (int i = 0; i < text.length(); ) {
      int next = text.offsetByCodePoints(i, 1);
      if (text.charAt(i) == ' ') {
        space = i;
      }
      width += DisplayWidth.of(text.substring(i, next));
      if (width > columns) {
        return space > 0 ? space : Math.max(i, 1);
      }
      i = next;
    }
    return text.length();
  }
}
