package io.offgrid.audit.chain;

import java.util.List;
import java.util.Set;

/** Names and limits of a record's members: the one place that both writing and checking read. */
final class RecordMembers {
  static final String TYPE = "type";
  static final String USER_ID = "user_id";
  static final String OUTCOME = "outcome";
  static final String SEVERITY = "severity";
  static final String SOURCE = "source";
  static final String TARGET = "target";
  static final String DETAILS = "details";

  /** What a caller gives, in the order in which messages name it. */
  static final List<String> GIVEN =
      List.of(TYPE, USER_ID, OUTCOME, SEVERITY, SOURCE, TARGET, DETAILS);

  /** What only the log itself makes. */
  static final Set<String> MADE =
      Set.of("id", "seq", "timestamp", "repairs", "key_id", "chain_hash", "signature");

  /** UTF-16 code units of a string outside the details. */
  static final int MAX_TEXT = 1024;

  /** How deep details may nest; they themselves are depth 1. */
  static final int MAX_DEPTH = 32;

  static final int MAX_REPAIRS = 32;

  /** UTF-16 code units of one repair line. */
  static final int MAX_REPAIR_LINE = 256;

  /** UTF-16 code units of a left out value that its repair line shows. */
  static final int MAX_SHOWN = 64;

  private RecordMembers() {}
}
