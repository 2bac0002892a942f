package io.offgrid.audit.runtime;

import io.offgrid.audit.chain.ChainJoin;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.RangeReport;
import io.offgrid.audit.chain.RangeVerifier;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentReader;
import io.offgrid.audit.spi.StoreSnapshot;
import org.jspecify.annotations.Nullable;

/** Verifies the first segments of a log, one after the other. For one thread. */
final class SegmentChain {
  private final StoreSnapshot snapshot;
  private final RangeVerifier ranges;
  private final ChainJoin join;
  private boolean clean = true;

  SegmentChain(StoreSnapshot snapshot, KeyRing ring, @Nullable String origin) {
    this.snapshot = snapshot;
    this.join =
        new ChainJoin(
            ring,
            snapshot.head().orElse(null),
            snapshot.headRegular(),
            origin,
            null,
            finding -> clean = false);
    this.ranges = new RangeVerifier(ring, join.landmarks());
  }

  /** Whether the next segment, and all before it, verify. */
  boolean verifies(Segment segment) {
    join.segment(segment.name(), true, segment.regular(), segment.size());
    if (!clean || join.authenticHead().isEmpty()) {
      return false;
    }
    try (SegmentReader reader = snapshot.open(segment)) {
      long next = 0;
      while (next >= 0 && next < segment.size() && clean) {
        RangeReport report =
            ranges.verify(new SegmentBytes(reader), next, segment.size(), segment.size());
        join.accept(report, true);
        next = report.resumeAt();
      }
    }
    return clean;
  }
}
