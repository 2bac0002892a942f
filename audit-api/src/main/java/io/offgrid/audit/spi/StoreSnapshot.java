package io.offgrid.audit.spi;

import java.util.List;
import java.util.Optional;

/**
 * A consistent view of a log while others append to it: the head as it was before the segments were
 * listed, and the segments as they were with no renaming or deletion in between. For one thread;
 * its readers may be shared.
 */
public interface StoreSnapshot extends AutoCloseable {
  /** The bytes of the head's slot; absent when there is none. May be half-written: look again. */
  Optional<byte[]> head();

  /** Whether what stands in the head's place can be read at all (a link or a directory cannot). */
  boolean headRegular();

  /** Oldest first; the active one, if there is one, last. */
  List<Segment> segments();

  /**
   * Opens one of {@link #segments()}.
   *
   * @throws SegmentGoneException if it was deleted or moved in the meantime
   * @throws StoreException if it cannot be opened
   */
  SegmentReader open(Segment segment);

  /**
   * What was last kept beside a sealed segment, for one of {@link #segments()}; see {@link
   * AuditStore#keepSummary}. Anybody may have put it there, and a crash may have left a part of it:
   * whoever reads it checks it.
   *
   * @return absent when there is none, none of a credible size, or it cannot be read
   */
  default Optional<byte[]> readSummary(Segment sealed) {
    return Optional.empty();
  }

  @Override
  void close();
}
