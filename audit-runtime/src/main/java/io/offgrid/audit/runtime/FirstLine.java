package io.offgrid.audit.runtime;

import io.offgrid.audit.chain.LineReader;
import io.offgrid.audit.chain.LineScanner;
import io.offgrid.audit.chain.Member;
import io.offgrid.audit.chain.RangeVerifier;
import io.offgrid.audit.chain.RecordLine;
import io.offgrid.audit.chain.RecordView;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentReader;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** The first record of a segment, as it stands there. */
final class FirstLine {
  private FirstLine() {}

  /** Null if there is none, or it cannot be read. The reader stays open. */
  static @Nullable RecordView of(SegmentReader reader, Segment segment) {
    LineReader lines = new LineReader(RangeVerifier.MAX_LINE);
    lines.start(new SegmentBytes(reader), 0, segment.size());
    if (!lines.advance() || !lines.isWhole()) {
      return null;
    }
    LineScanner scanner = new LineScanner();
    return scanner.scan(lines.buffer(), lines.start(), lines.end())
        ? scanner
        : RecordLine.parse(lines.buffer(), lines.start(), lines.end()).orElse(null);
  }

  /** When that record was made, which tells the segment's age; null if it does not say. */
  static @Nullable Instant time(SegmentReader reader, Segment segment) {
    RecordView first = of(reader, segment);
    try {
      return first == null ? null : Instant.parse(String.valueOf(first.text(Member.TIMESTAMP)));
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** What that record links to, {@code sha256:…}: the hash of the line before the segment. */
  static @Nullable String link(SegmentReader reader, Segment segment) {
    RecordView first = of(reader, segment);
    return first == null ? null : "sha256:" + first.text(Member.CHAIN_HASH);
  }
}
