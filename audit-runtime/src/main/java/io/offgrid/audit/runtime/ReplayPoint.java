package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.CursorCodec;
import io.offgrid.audit.chain.SigningKey;
import java.time.Instant;
import java.util.Optional;

/** Finds the place before a record, by its number or by its time. */
record ReplayPoint(LogSettings settings) {
  /** The place behind the record with this number. */
  @SuppressWarnings("ArrayRecordComponent") // a hash; not compared
  record Point(String origin, long seqBefore, byte[] hash) {
    byte[] cursor(String sink, SigningKey key) {
      return CursorCodec.encode(sink, origin, seqBefore, hash, null, key);
    }
  }

  Point at(long seq) {
    if (seq < 1) {
      throw new IllegalArgumentException("seq must be from 1 on, not " + seq);
    }
    return before(first(AuditQuery.builder().build(), seq), "the log ends before seq " + seq);
  }

  Point since(Instant time) {
    return before(
        first(AuditQuery.builder().since(time).limit(1).build(), 1),
        "nothing was recorded since " + time);
  }

  private Optional<AuditRecord> first(AuditQuery query, long least) {
    LogReader reader = new LogReader(settings.store(), settings.keys(), settings.origin());
    try (RecordCursor records = reader.query(query)) {
      while (records.hasNext()) {
        AuditRecord record = records.next();
        if (record.seq() >= least) {
          return Optional.of(record);
        }
      }
    }
    return Optional.empty();
  }

  /** What the record says is the hash of the line before it. */
  private Point before(Optional<AuditRecord> record, String otherwise) {
    AuditRecord first = record.orElseThrow(() -> new IllegalArgumentException(otherwise));
    ForwardView view =
        ForwardView.take(settings.store(), settings.keys())
            .orElseThrow(() -> new AuditException("there is no log to be seen: verify it"));
    try (view) {
      return new Point(view.head().origin(), first.seq() - 1, ChainHash.parse(first.chainHash()));
    }
  }
}
