package io.offgrid.audit.runtime;

import io.offgrid.audit.Head;
import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.HeadCodec;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentGoneException;
import io.offgrid.audit.spi.SegmentReader;
import java.util.List;
import java.util.Optional;

/**
 * A log as a forwarder sees it: up to the record that its authentic head names, and no further,
 * since what follows is not yet acknowledged to anyone. Where that record is not found there is
 * nothing to see: the next writer finds the damage and makes a new head.
 */
final class ForwardView implements AutoCloseable {
  private final Snapshots.Keyed log;
  private final Head head;
  private final int last;
  private final long end;

  private ForwardView(Snapshots.Keyed log, Head head, int last, long end) {
    this.log = log;
    this.head = head;
    this.last = last;
    this.end = end;
  }

  /** The log as it is now; absent if there is nothing to see. */
  static Optional<ForwardView> take(AuditStore store, KeySource keys) {
    Snapshots.Keyed log = Snapshots.take(store, keys);
    Optional<ForwardView> view = Optional.empty();
    try {
      view = of(log);
      return view;
    } catch (SegmentGoneException e) {
      return view; // sealed, pruned or set aside meanwhile: the next look shows it
    } finally {
      if (view.isEmpty()) {
        log.close();
      }
    }
  }

  private static Optional<ForwardView> of(Snapshots.Keyed log) {
    Optional<Head> head =
        log.snapshot()
            .head()
            .flatMap(HeadCodec::decode)
            .filter(
                h ->
                    log.ring()
                        .find(h.keyId())
                        .filter(key -> HeadCodec.authentic(h, key))
                        .isPresent());
    List<Segment> segments = log.snapshot().segments();
    if (head.isEmpty() || segments.isEmpty()) {
      return Optional.empty();
    }
    int last = segments.size() - 1;
    if (!segments.get(last).regular()) {
      return Optional.empty();
    }
    long end = new HeadLine(segments, log.snapshot()::open, head.get()).end();
    return end < 0 ? Optional.empty() : Optional.of(new ForwardView(log, head.get(), last, end));
  }

  Head head() {
    return head;
  }

  KeyRing ring() {
    return log.ring();
  }

  /** How many segments there are to see. */
  int segments() {
    return last + 1;
  }

  Segment segment(int index) {
    return log.snapshot().segments().get(index);
  }

  /** What there is to see of a segment, in bytes. */
  long size(int index) {
    return index == last ? end : segment(index).size();
  }

  /** Index of the segment with this identity, or -1. */
  int find(String identity) {
    for (int i = last; i >= 0; i--) {
      if (segment(i).identity().equals(identity)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Opens a segment.
   *
   * @throws SegmentGoneException if it was deleted or moved in the meantime
   */
  SegmentReader open(int index) {
    return log.snapshot().open(segment(index));
  }

  /** First lines of segments. */
  EdgeLine edges() {
    return new EdgeLine(log.snapshot()::open, log.ring());
  }

  /** The place behind all that there is to see. */
  Place end() {
    return new Place(
        segment(last).identity(), end, head.seq(), ChainHash.parse(head.chainHash()), head.keyId());
  }

  @Override
  public void close() {
    log.close();
  }
}
