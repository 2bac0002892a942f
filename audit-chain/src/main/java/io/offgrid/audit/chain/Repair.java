package io.offgrid.audit.chain;

/**
 * One kind of change that makes a value storable.
 *
 * @param done what was done, as it stands in the record's repair line
 * @param refusal why the value is refused, and what to do, where repairs are not wanted
 */
record Repair(String done, String refusal) {
  static final Repair BEYOND_INTEGERS =
      new Repair(
          "stored as text, beyond ±9007199254740991",
          "an integer beyond ±9007199254740991 is not the same to every reader; give it as a string");
  static final Repair NOT_A_DOUBLE =
      new Repair(
          "stored as text, not exactly a double",
          "the number is not exactly a double; give it as a string or with fewer digits");
  static final Repair NOT_FINITE =
      new Repair(
          "stored as text, not a finite number",
          "the number is not a finite one that a double can hold; give it as a string");
  static final Repair LONE_SURROGATE =
      new Repair(
          "lone surrogate replaced by U+FFFD",
          "a lone surrogate is not a character; give well-formed text");
  static final Repair NAME =
      new Repair(
          "name repaired, lone surrogate replaced by U+FFFD",
          "a lone surrogate in the name is not a character; give well-formed text");
  static final Repair NAME_TAKEN =
      new Repair(
          "renamed, the name was taken",
          "the name occurs twice in its object; give each member a name of its own");
  static final Repair NAME_AND_TAKEN =
      new Repair(
          "name repaired, lone surrogate replaced by U+FFFD, and renamed, the name was taken",
          NAME.refusal);
  static final Repair TOO_DEEP =
      new Repair(
          "stored as text, nested over 32 deep",
          "nested over 32 deep; give flatter details, or the inner value as a string");

  static Repair cut(int from, int to) {
    return new Repair(
        "cut after " + to + " of " + from + " characters",
        from + " characters are more than " + RecordMembers.MAX_TEXT + "; give a shorter text");
  }

  static Repair leftOut(String why, String canonicalText) {
    return new Repair(
        "left out, " + why + ": " + JsonStrings.abbreviate(canonicalText, RecordMembers.MAX_SHOWN),
        why + "; leave the member out or correct it");
  }

  static Repair omitted(int bytes, int maxEventBytes) {
    return new Repair(
        "left out, " + bytes + " bytes make the line too long",
        bytes
            + " bytes make the line longer than the "
            + maxEventBytes
            + " bytes allowed; give less, or raise max_event_bytes");
  }
}
