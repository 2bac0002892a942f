package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.SinkCursor;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a sink has not got yet.
 *
 * @param events how many records, those that it does not want included
 * @param age how old the oldest of them is; zero if there is none
 */
record Backlog(long events, Duration age) {
  private static final Backlog NONE = new Backlog(0, Duration.ZERO);

  /** What there is behind a cursor. */
  static Backlog behind(LogSettings settings, SinkCursor cursor) {
    Place place = new Place("", 0, cursor.seq(), ChainHash.parse(cursor.chainHash()), null);
    SinkFilter all = new SinkFilter(ForwardSettings.standard());
    try (Feed feed = new Feed(settings, all, place, false)) {
      if (!feed.refresh()) {
        return NONE;
      }
      Instant now = settings.clock().instant();
      Piece piece = feed.next(1, Long.MAX_VALUE);
      Optional<AuditRecord> oldest = piece.records().stream().<AuditRecord>map(r -> r).findFirst();
      return new Backlog(
          Math.max(0, feed.headSeq() - cursor.seq()),
          oldest.map(record -> Duration.between(record.timestamp(), now)).orElse(Duration.ZERO));
    }
  }
}
