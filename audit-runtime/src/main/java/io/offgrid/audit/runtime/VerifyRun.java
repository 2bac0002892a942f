package io.offgrid.audit.runtime;

import io.offgrid.audit.Finding;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.Anchor;
import io.offgrid.audit.chain.ChainJoin;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.RangeReport;
import io.offgrid.audit.chain.RangeVerifier;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentReader;
import io.offgrid.audit.spi.StoreSnapshot;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Verifies one snapshot: cuts its segments into ranges, has them verified by the executor's
 * threads, ahead over the ends of segments, and joins them in order on the calling thread. At most
 * a few ranges are under way, so memory does not depend on the size of the log.
 */
final class VerifyRun {
  private final StoreSnapshot snapshot;
  private final KeyRing ring;
  private final boolean ringIsFresh;
  private final ChainJoin join;
  private final Consumer<VerifyRequest.Progress> progress;
  private final ConcurrentLinkedQueue<RangeVerifier> idle = new ConcurrentLinkedQueue<>();
  private final long totalBytes;
  private long found;

  VerifyRun(
      StoreSnapshot snapshot,
      KeyRing ring,
      boolean ringIsFresh,
      @Nullable String pinnedOrigin,
      @Nullable Anchor anchor,
      Consumer<Finding> findings,
      Consumer<VerifyRequest.Progress> progress) {
    this.snapshot = snapshot;
    this.ring = ring;
    this.ringIsFresh = ringIsFresh;
    this.progress = progress;
    this.join =
        new ChainJoin(
            ring,
            snapshot.head().orElse(null),
            snapshot.headRegular(),
            pinnedOrigin,
            anchor,
            finding -> {
              found++;
              findings.accept(finding);
            });
    this.totalBytes = snapshot.segments().stream().mapToLong(Segment::size).sum();
  }

  /**
   * Verifies everything.
   *
   * @param executor verifies ranges; null to do it on the calling thread
   * @param workers how many threads it has
   * @return the join, ready to be finished; with {@link ChainJoin#wantsFreshRing()} it stopped
   *     early
   */
  ChainJoin run(@Nullable ExecutorService executor, int workers) {
    Deque<PendingRange> pending = new ArrayDeque<>();
    boolean more = true;
    VerifyRanges ranges = new VerifyRanges(snapshot);
    try {
      while (more && (ranges.hasNext() || !pending.isEmpty())) {
        // no worker is to wait while the oldest range is joined
        while (ranges.hasNext() && pending.size() <= 2 * workers) {
          pending.add(submit(executor, ranges.next()));
        }
        PendingRange first = pending.element();
        more = take(first);
        progress.accept(new VerifyRequest.Progress(join.bytes(), totalBytes, join.events(), found));
        pending.remove().release();
      }
      return join;
    } finally {
      pending.forEach(PendingRange::await);
      pending.forEach(range -> range.range().close());
      ranges.close();
    }
  }

  /** Joins a range; false when nothing after it counts. */
  private boolean take(PendingRange pending) {
    VerifyRange range = pending.range();
    Segment segment = range.segment();
    if (range.isFirst()) {
      join.segment(segment.name(), segment.sealed(), segment.regular(), segment.size());
    }
    return range.reader() == null
        || take(pending.report(), range.reader(), range.to(), segment.size());
  }

  /** Joins one range, with what it left over; false when nothing after it counts. */
  private boolean take(RangeReport report, SegmentReader reader, long to, long end) {
    RangeReport next = report;
    while (true) {
      OptionalLong again = join.accept(next, false);
      if (again.isPresent()) {
        if (!join.wantsFreshRing() || ringIsFresh) {
          readAgain(reader, again.getAsLong());
        }
        return false;
      }
      if (next.resumeAt() < 0) {
        return true;
      }
      next = verifyRange(reader, next.resumeAt(), to, end);
    }
  }

  /** Looks once more at what lies beyond the head, where a writer may have been at work. */
  private void readAgain(SegmentReader reader, long from) {
    long size = reader.size();
    join.resize(size);
    long next = from;
    while (next >= 0 && next < size) {
      RangeReport report = verifyRange(reader, next, size, size);
      join.accept(report, true);
      next = report.resumeAt();
    }
  }

  private PendingRange submit(@Nullable ExecutorService executor, VerifyRange range) {
    SegmentReader reader = range.reader();
    if (reader == null) {
      return new PendingRange(range, CompletableFuture.completedFuture(RangeReport.EMPTY));
    }
    long end = range.segment().size();
    if (executor == null) {
      RangeReport report = verifyRange(reader, range.from(), range.to(), end);
      return new PendingRange(range, CompletableFuture.completedFuture(report));
    }
    return new PendingRange(
        range, executor.submit(() -> verifyRange(reader, range.from(), range.to(), end)));
  }

  private RangeReport verifyRange(SegmentReader reader, long from, long to, long end) {
    RangeVerifier verifier = idle.poll();
    if (verifier == null) {
      verifier = new RangeVerifier(ring, join.landmarks());
    }
    try {
      return verifier.verify(new SegmentBytes(reader), from, to, end);
    } finally {
      idle.add(verifier);
    }
  }
}
