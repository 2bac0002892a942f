package io.offgrid.audit.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.EventTypes;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.OwnRecord;
import io.offgrid.audit.chain.SignedLine;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks for the record by whose authority a log begins where it does. */
final class Authority {
  private final SignedLine first;
  private final @Nullable OwnRecord newest;

  /**
   * Reads the log backwards to the newest record about leading records that went.
   *
   * @param first the log's first line
   */
  Authority(LogReader reader, KeyRing ring, SignedLine first) {
    this.first = first;
    this.newest = newest(reader, ring);
  }

  private static @Nullable OwnRecord newest(LogReader reader, KeyRing ring) {
    AuditQuery query =
        AuditQuery.builder()
            .type(EventTypes.RETENTION_PRUNE)
            .type(EventTypes.LOG_SET_ASIDE)
            .newestFirst()
            .build();
    try (RecordCursor records = reader.query(query)) {
      while (records.hasNext()) {
        byte[] line = records.next().json().getBytes(UTF_8);
        SignedLine signed = SignedLine.read(ring, line, 0, line.length).orElse(null);
        if (signed != null && signed.own() != null) {
          return signed.own();
        }
      }
      return null;
    }
  }

  /** Whether all records before the first one went by authority. */
  boolean isGiven() {
    return newest != null
        && newest.toSeq() == first.seq() - 1
        && ChainHash.text(first.previousHash()).equals(newest.toHash());
  }

  /** The last record that was to be deleted and is still there. */
  Optional<Long> unfinished() {
    boolean deleting =
        newest != null
            && newest.type().equals(EventTypes.RETENTION_PRUNE)
            && newest.fromSeq() <= first.seq()
            && first.seq() <= newest.toSeq();
    return deleting && newest != null ? Optional.of(newest.toSeq()) : Optional.empty();
  }
}
