package io.offgrid.audit.runtime;

import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentReader;
import io.offgrid.audit.spi.StoreException;
import io.offgrid.audit.spi.StoreSession;
import java.util.Arrays;

/** Looks for the line that a writer left at the end of the log: others may have gone on from it. */
final class LastLine {
  private LastLine() {}

  /** Whether that line stands where it stood, in whatever segment that is now. */
  static boolean isInPlace(StoreSession session, LogTail left) {
    return session.segments().stream()
        .filter(segment -> segment.regular() && segment.identity().equals(left.identity()))
        .anyMatch(segment -> endsAt(session, segment, left));
  }

  private static boolean endsAt(StoreSession session, Segment segment, LogTail left) {
    if (left.size() == 0) {
      return true; // it is the last one of the segment before, which is sealed
    }
    if (segment.size() < left.size()) {
      return false;
    }
    try (SegmentReader reader = session.open(segment)) {
      BackwardLines lines = new BackwardLines(reader, left.size());
      return lines.advance()
          && lines.offset() + lines.end() - lines.start() + 1 == left.size()
          && Arrays.equals(lines.hash(), left.hash());
    } catch (StoreException e) {
      return false;
    }
  }
}
