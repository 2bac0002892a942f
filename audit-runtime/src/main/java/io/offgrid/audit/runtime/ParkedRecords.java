package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.runtime.Piece.DamagedLine;
import io.offgrid.audit.spi.SinkState;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The records that a receiver would not take, and lines that were damaged, with the reasons: a line
 * of JSON each, and one more when a record was delivered after all. Nothing is ever taken out.
 */
record ParkedRecords(SinkState state, Clock clock) {
  private static final String SEQ = "seq";
  private static final String DELIVERED = "delivered_seq";
  private static final String RECORD = "record";

  void park(AuditRecord record, String reason) {
    Map<String, Object> line = line();
    line.put(SEQ, record.seq());
    line.put("id", record.id());
    line.put("reason", reason);
    line.put(RECORD, record.json());
    state.park(FlatJson.write(line));
  }

  void park(DamagedLine damaged) {
    Map<String, Object> line = line();
    line.put("after_seq", damaged.after());
    line.put("file", damaged.file());
    line.put("offset", damaged.offset());
    line.put("reason", damaged.reason());
    line.put("text", damaged.text());
    state.park(FlatJson.write(line));
  }

  /** The record with this number was delivered after all. */
  void delivered(long seq) {
    Map<String, Object> line = line();
    line.put(DELIVERED, seq);
    state.park(FlatJson.write(line));
  }

  private Map<String, Object> line() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("at", clock.instant().toString());
    return line;
  }

  /** Numbers of the records that wait to be tried again. */
  SeqSet waiting() {
    SeqSet waiting = new SeqSet();
    forEach(members -> note(members, waiting));
    return waiting;
  }

  /** What a line says of the records that wait. */
  static void note(Map<String, Object> members, SeqSet waiting) {
    if (members.get(SEQ) instanceof Long seq) {
      waiting.add(seq);
    }
    if (members.get(DELIVERED) instanceof Long seq) {
      waiting.remove(seq);
    }
  }

  /** Takes each of these records out once: its number, and its line as it was parked. */
  void drain(SeqSet wanted, BiConsumer<Long, String> action) {
    forEach(
        members -> {
          if (members.get(SEQ) instanceof Long seq
              && members.get(RECORD) instanceof String record
              && wanted.remove(seq)) {
            action.accept(seq, record);
          }
        });
  }

  private void forEach(Consumer<Map<String, Object>> action) {
    try (InputStream in = state.parked()) {
      ParkedLines.forEach(in, action);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  static AuditException unreadable(IOException e) {
    return new AuditException("what was parked cannot be read: " + e.getMessage(), e);
  }
}
