package io.offgrid.audit.runtime;

import io.offgrid.audit.Head;
import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SignedLine;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentReader;
import io.offgrid.audit.spi.StoreSnapshot;
import java.util.Arrays;
import java.util.List;

/** Looks for the line that an older head names, in the one segment that can hold it. */
record SavedLine(StoreSnapshot snapshot, KeyRing ring, Head saved) {
  boolean isThere() {
    EdgeLine edges = new EdgeLine(snapshot::open, ring);
    List<Segment> segments = snapshot.segments();
    for (int i = segments.size() - 1; i >= 0; i--) {
      Segment segment = segments.get(i);
      long first = edges.first(segment).map(SignedLine::seq).orElse(Long.MAX_VALUE);
      if (first <= saved.seq()) {
        return holds(segment);
      }
    }
    return false;
  }

  private boolean holds(Segment segment) {
    byte[] wanted = ChainHash.parse(saved.chainHash());
    try (SegmentReader reader = snapshot.open(segment)) {
      BackwardLines lines = new BackwardLines(reader, segment.size());
      while (lines.advance()) {
        if (Arrays.equals(lines.hash(), wanted)) {
          return true;
        }
      }
    }
    return false;
  }
}
