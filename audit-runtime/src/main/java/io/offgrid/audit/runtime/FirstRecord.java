package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.chain.LineReader;
import io.offgrid.audit.chain.LineScanner;
import io.offgrid.audit.chain.RangeVerifier;
import io.offgrid.audit.chain.RecordLine;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentReader;
import io.offgrid.audit.spi.StoreSession;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The first record of a segment, which tells the segment's age. */
final class FirstRecord {
  private FirstRecord() {}

  /** When it was made; null if there is none, or it cannot be read. */
  static @Nullable Instant timeOf(StoreSession session, Segment segment) {
    if (!segment.regular() || segment.size() == 0) {
      return null;
    }
    LineReader lines = new LineReader(RangeVerifier.MAX_LINE);
    LineScanner scanner = new LineScanner();
    try (SegmentReader reader = session.open(segment)) {
      lines.start(new SegmentBytes(reader), 0, segment.size());
      if (!lines.advance() || !scanner.scan(lines.buffer(), lines.start(), lines.end())) {
        return null;
      }
      AuditRecord record = RecordLine.of(scanner);
      return record.timestamp();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
