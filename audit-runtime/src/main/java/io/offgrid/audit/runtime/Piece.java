package io.offgrid.audit.runtime;

import io.offgrid.audit.chain.RecordLine;
import java.util.List;

/**
 * What comes next in a log for a sink.
 *
 * @param records that it is to get, in order
 * @param damaged lines that were met on the way
 * @param notes of what the sink will not get, or gets again, in words
 * @param seq number of the last record that was met, wanted or not
 * @param hash of that record's line
 */
@SuppressWarnings("ArrayRecordComponent") // a hash; pieces are not compared
record Piece(
    List<RecordLine> records,
    List<DamagedLine> damaged,
    List<String> notes,
    long seq,
    byte[] hash) {

  /**
   * A line that is no authentic record.
   *
   * @param after number of the record before it
   * @param file where it is
   * @param offset of its first byte there
   * @param reason what is wrong with it
   * @param text its content, or the beginning of it
   */
  record DamagedLine(long after, String file, long offset, String reason, String text) {}

  Piece {
    records = List.copyOf(records);
    damaged = List.copyOf(damaged);
    notes = List.copyOf(notes);
  }

  /** Number of the last record that the sink is to get. */
  long lastSent() {
    return records.get(records.size() - 1).seq();
  }
}
