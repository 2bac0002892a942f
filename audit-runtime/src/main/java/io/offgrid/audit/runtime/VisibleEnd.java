package io.offgrid.audit.runtime;

import io.offgrid.audit.Head;
import io.offgrid.audit.chain.HeadCodec;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.StoreSnapshot;

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
    boolean allVisible =
        active.sealed() || !active.regular() || active.size() == 0 || snapshot.head().isEmpty();
    if (allVisible) {
      return new VisibleEnd(last, active.size());
    }
    Head head = snapshot.head().flatMap(HeadCodec::decode).orElse(null);
    if (head == null) {
      return new VisibleEnd(last, active.size());
    }
    long named = new HeadLine(snapshot.segments(), snapshot::open, head).end();
    return new VisibleEnd(last, named < 0 ? active.size() : named);
  }
}
