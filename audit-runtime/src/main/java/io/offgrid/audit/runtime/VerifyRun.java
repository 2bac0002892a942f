package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditException;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Verifies one snapshot: cuts its segments into ranges, has them verified by the executor's
 * threads, and joins them in order on the calling thread. At most a few ranges are under way, so
 * memory does not depend on the size of the log.
 */
final class VerifyRun {
  static final long RANGE_BYTES = 4L << 20;

  private final StoreSnapshot snapshot;
  private final KeyRing ring;
  private final ChainJoin join;
  private final Consumer<VerifyRequest.Progress> progress;
  private final ConcurrentLinkedQueue<RangeVerifier> idle = new ConcurrentLinkedQueue<>();
  private final long totalBytes;
  private long found;

  VerifyRun(
      StoreSnapshot snapshot,
      KeyRing ring,
      @Nullable String pinnedOrigin,
      @Nullable Anchor anchor,
      Consumer<Finding> findings,
      Consumer<VerifyRequest.Progress> progress) {
    this.snapshot = snapshot;
    this.ring = ring;
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
    for (Segment segment : snapshot.segments()) {
      join.segment(segment.name(), segment.sealed(), segment.regular(), segment.size());
      if (segment.regular() && segment.size() > 0) {
        try (SegmentReader reader = snapshot.open(segment)) {
          verify(segment, reader, executor, workers);
        }
      }
      if (join.wantsFreshRing()) {
        break;
      }
    }
    return join;
  }

  private void verify(
      Segment segment, SegmentReader reader, @Nullable ExecutorService executor, int workers) {
    Deque<Pending> pending = new ArrayDeque<>();
    long next = 0;
    try {
      while (next < segment.size() || !pending.isEmpty()) {
        while (next < segment.size() && pending.size() <= workers) {
          long from = next;
          long to = Math.min(segment.size(), from + RANGE_BYTES);
          pending.add(submit(executor, reader, from, to, segment.size()));
          next = to;
        }
        Pending first = pending.removeFirst();
        boolean more = take(first.report(), reader, first.to, segment.size());
        progress.accept(new VerifyRequest.Progress(join.bytes(), totalBytes, join.events(), found));
        if (!more) {
          return;
        }
      }
    } finally {
      pending.forEach(Pending::await);
    }
  }

  /** Joins one range, with what it left over; false when nothing after it counts. */
  private boolean take(RangeReport report, SegmentReader reader, long to, long end) {
    RangeReport next = report;
    while (true) {
      OptionalLong again = join.accept(next, false);
      if (again.isPresent()) {
        if (!join.wantsFreshRing()) {
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

  private Pending submit(
      @Nullable ExecutorService executor, SegmentReader reader, long from, long to, long end) {
    if (executor == null) {
      return new Pending(CompletableFuture.completedFuture(verifyRange(reader, from, to, end)), to);
    }
    return new Pending(executor.submit(() -> verifyRange(reader, from, to, end)), to);
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

  /** A range that is being verified, or is verified. */
  private record Pending(Future<RangeReport> future, long to) {
    RangeReport report() {
      try {
        return future.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AuditException("interrupted while verifying", e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw new IllegalStateException(e.getCause());
      }
    }

    /** Waits, so that no thread reads a segment that was closed. */
    void await() {
      try {
        future.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException e) {
        // the first failure is the one that is reported
      }
    }
  }
}
