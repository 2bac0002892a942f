package io.offgrid.audit.cli.intake;

import io.offgrid.audit.EventTypes;

/** Makes an event type of what other systems call an event. */
final class SnakeCase {
  /** The type of an event that has no name. */
  static final String NAMELESS = "event";

  private static final int LONGEST = 64;
  private static final String PREFIX = "x_";

  private SnakeCase() {}

  /**
   * {@code DescribeInstances} and {@code Describe instances} become {@code describe_instances}:
   * words are parted by {@code _}, and so is everything that is no letter, digit, dot or {@code _}.
   * The result is always a type that may be recorded.
   */
  static String type(String name) {
    StringBuilder type = new StringBuilder();
    for (int i = 0; i < name.length() && type.length() < LONGEST; i++) {
      char c = name.charAt(i);
      if (beginsWord(name, i)) {
        separate(type);
      }
      if (isLower(c) || isDigit(c) || c == '_' || c == '.') {
        type.append(c);
      } else if (isUpper(c)) {
        type.append((char) (c + ('a' - 'A')));
      } else {
        separate(type);
      }
    }
    return storable(type);
  }

  /** An upper-case letter after another kind of letter, or the last one of a run: HTTPServer. */
  private static boolean beginsWord(String name, int i) {
    if (i == 0 || !isUpper(name.charAt(i))) {
      return false;
    }
    char before = name.charAt(i - 1);
    boolean lowerFollows = i + 1 < name.length() && isLower(name.charAt(i + 1));
    return isLower(before) || isDigit(before) || (isUpper(before) && lowerFollows);
  }

  private static void separate(StringBuilder type) {
    if (!type.isEmpty() && type.charAt(type.length() - 1) != '_') {
      type.append('_');
    }
  }

  private static String storable(StringBuilder type) {
    int start = 0;
    while (start < type.length() && (type.charAt(start) == '_' || type.charAt(start) == '.')) {
      start++;
    }
    int end = type.length();
    while (end > start && type.charAt(end - 1) == '_') {
      end--;
    }
    String word = type.substring(start, end);
    if (word.isEmpty()) {
      return NAMELESS;
    }
    if (isDigit(word.charAt(0)) || EventTypes.isReserved(word)) {
      word = PREFIX + word;
    }
    return word.substring(0, Math.min(LONGEST, word.length()));
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
