package io.offgrid.audit.chain;

/** What to say about a top-level member that an event does not have. */
final class UnknownMember {
  private static final int SHOWN = 80;

  private UnknownMember() {}

  static String message(String name) {
    if (RecordMembers.MADE.contains(name)) {
      return "the log itself makes the member \"" + name + "\"; leave it out";
    }
    String nearest = RecordMembers.DETAILS;
    int least = Integer.MAX_VALUE;
    String compared = JsonStrings.head(name, SHOWN);
    for (String known : RecordMembers.GIVEN) {
      int distance = distance(compared, known);
      if (distance < least) {
        least = distance;
        nearest = known;
      }
    }
    return "an event has no member \""
        + printable(name)
        + "\"; the nearest is \""
        + nearest
        + "\", all are "
        + String.join(", ", RecordMembers.GIVEN)
        + "; put anything else into \"details\"";
  }

  private static String printable(String name) {
    StringBuilder shown = new StringBuilder();
    JsonStrings.wellFormed(JsonStrings.abbreviate(name, SHOWN))
        .codePoints()
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
    return shown.toString();
  }

  /** How many characters to insert, delete or replace (Levenshtein). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
