package io.offgrid.audit.runtime;

import io.offgrid.audit.Head;
import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentReader;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Finds the line that a head names, looking backwards from the end of the log. */
record HeadLine(List<Segment> segments, Function<Segment, SegmentReader> open, Head head) {
  /**
   * Where that line ends in the active segment: 0 if it is the last one before that segment, or if
   * the head names no record and there is none before it; -1 if it is at neither place.
   */
  long end() {
    int last = segments.size() - 1;
    if (head.seq() == 0) {
      return last == 0 ? 0 : -1;
    }
    byte[] wanted = ChainHash.parse(head.chainHash());
    try (SegmentReader reader = open.apply(segments.get(last))) {
      BackwardLines lines = new BackwardLines(reader, segments.get(last).size());
      while (lines.advance()) {
        if (Arrays.equals(lines.hash(), wanted)) {
          return lines.offset() + lines.end() - lines.start() + 1;
        }
      }
    }
    return isLastOf(last - 1, wanted) ? 0 : -1;
  }

  private boolean isLastOf(int index, byte[] wanted) {
    if (index < 0 || !segments.get(index).regular()) {
      return false;
    }
    try (SegmentReader reader = open.apply(segments.get(index))) {
      BackwardLines lines = new BackwardLines(reader, segments.get(index).size());
      return lines.advance() && Arrays.equals(lines.hash(), wanted);
    }
  }
}
