package io.offgrid.audit.runtime;

import io.offgrid.audit.Head;
import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.HeadCodec;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentReader;
import io.offgrid.audit.spi.StoreSnapshot;
import java.util.Arrays;

/**
 * Where readers stop: after the record that the head names, since what lies beyond it was not
 * acknowledged to anyone. Where that record is not found in the active segment (damage, which
 * verification reports), readers see all that is there.
 *
 * @param segment index of the active segment in the snapshot, or the number of segments
 * @param offset end of what is visible in it, in bytes
 */
record VisibleEnd(int segment, long offset) {
  static VisibleEnd of(StoreSnapshot snapshot) {
    int last = snapshot.segments().size() - 1;
    if (last < 0) {
      return new VisibleEnd(0, 0);
    }
    Segment active = snapshot.segments().get(last);
    if (active.sealed() || !active.regular() || snapshot.head().isEmpty()) {
      return new VisibleEnd(last, active.size());
    }
    Head head = snapshot.head().flatMap(HeadCodec::decode).orElse(null);
    if (head == null) {
      return new VisibleEnd(last, active.size());
    }
    byte[] wanted = ChainHash.parse(head.chainHash());
    try (SegmentReader reader = snapshot.open(active)) {
      BackwardLines lines = new BackwardLines(reader, active.size());
      while (lines.advance()) {
        byte[] hash = ChainHash.of(lines.buffer(), lines.start(), lines.end() - lines.start());
        if (Arrays.equals(hash, wanted)) {
          return new VisibleEnd(last, lines.offset() + lines.end() - lines.start() + 1);
        }
      }
    }
    return new VisibleEnd(last, follows(snapshot, last, wanted) ? 0 : active.size());
  }

  /** Whether the head names the last record before the active segment. */
  private static boolean follows(StoreSnapshot snapshot, int active, byte[] wanted) {
    if (active == 0 || !snapshot.segments().get(active - 1).regular()) {
      return false;
    }
    Segment sealed = snapshot.segments().get(active - 1);
    try (SegmentReader reader = snapshot.open(sealed)) {
      BackwardLines lines = new BackwardLines(reader, sealed.size());
      return lines.advance()
          && Arrays.equals(
              ChainHash.of(lines.buffer(), lines.start(), lines.end() - lines.start()), wanted);
    }
  }
}
