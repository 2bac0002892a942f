package io.offgrid.audit.runtime;

import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.LineReader;
import io.offgrid.audit.chain.Lines;
import io.offgrid.audit.chain.RangeVerifier;
import io.offgrid.audit.chain.SignedLine;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentReader;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the first or the last line of a segment, if it is authentic in itself.
 *
 * @param open opens segments, under the right to append or in a snapshot
 */
record EdgeLine(Function<Segment, SegmentReader> open, KeyRing ring) {
  Optional<SignedLine> first(Segment segment) {
    if (!segment.regular()) {
      return Optional.empty();
    }
    try (SegmentReader reader = open.apply(segment)) {
      LineReader lines = new LineReader(RangeVerifier.MAX_LINE);
      lines.start(new SegmentBytes(reader), 0, segment.size());
      return next(lines);
    }
  }

  Optional<SignedLine> last(Segment segment) {
    if (!segment.regular()) {
      return Optional.empty();
    }
    try (SegmentReader reader = open.apply(segment)) {
      return next(new BackwardLines(reader, segment.size()));
    }
  }

  private Optional<SignedLine> next(Lines lines) {
    return lines.advance() && lines.isWhole()
        ? SignedLine.read(ring, lines.buffer(), lines.start(), lines.end())
        : Optional.empty();
  }
}
