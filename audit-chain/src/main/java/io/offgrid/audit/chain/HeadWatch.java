package io.offgrid.audit.chain;

import io.offgrid.audit.Head;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Watches for the record that a head names while the lines of a log pass by. For one thread. */
final class HeadWatch {
  /** Where the named record was seen. */
  enum Place {
    NOT_SEEN,
    /** It is in the log, or directly before its first record. */
    MATCHED,
    /** A record of its number is there with another hash. */
    OTHER_HASH
  }

  private final Head head;
  private final byte[] hash;
  private Place place;
  private @Nullable String dueKey;
  private boolean directlyBefore;

  HeadWatch(Head head) {
    this.head = head;
    this.hash = ChainHash.parse(head.chainHash());
    this.place = head.seq() == 0 ? Place.MATCHED : Place.NOT_SEEN;
    this.dueKey = null;
  }

  Head head() {
    return head;
  }

  Place place() {
    return place;
  }

  boolean isPassed() {
    return place == Place.MATCHED;
  }

  /** The key due after the named record; null until it was seen. */
  @Nullable String dueKey() {
    return dueKey;
  }

  void skip() {
    place = Place.MATCHED;
    dueKey = head.keyId();
  }

  /** Looks at the very first line: the head may name the record directly before it. */
  void first(LineRun run) {
    directlyBefore =
        run.defect() == null
            && run.seqTrusted()
            && run.seq() == head.seq() + 1
            && head.keyId().equals(run.keyId())
            && Arrays.equals(run.previousHash(), hash);
    if (directlyBefore) {
      place = Place.MATCHED;
      dueKey = run.keyId();
    }
  }

  /** Whether it names what comes before every record, but these do not follow that. */
  boolean isBeforeAnotherLog() {
    return head.seq() == 0 && !directlyBefore;
  }

  /**
   * Looks at a run; a named record is the last line of its run. Only what has the head's hash is
   * that record: a line that happens to be in its place, or has its number, is another.
   *
   * @param lastSeq number of its last line, as it counts in the log
   * @param due key due after it
   */
  void pass(LineRun run, long lastSeq, @Nullable String due) {
    if (place == Place.MATCHED) {
      return;
    }
    if (Arrays.equals(run.lastHash(), hash)) {
      place = Place.MATCHED;
      dueKey = due;
    } else if (lastSeq == head.seq()) {
      place = Place.OTHER_HASH;
    }
  }
}
