package io.offgrid.audit.runtime;

import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentReader;
import io.offgrid.audit.spi.StoreSnapshot;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * All ranges of all segments of a snapshot, each segment opened when its first one is asked for.
 * For one thread. Whoever has the last range of a segment closes it.
 */
final class VerifyRanges implements Iterator<VerifyRange>, AutoCloseable {
  private final StoreSnapshot snapshot;
  private int segment;
  private long next;
  private @Nullable SegmentReader reader;

  VerifyRanges(StoreSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  @Override
  public boolean hasNext() {
    return segment < snapshot.segments().size();
  }

  @Override
  public VerifyRange next() {
    if (!hasNext()) {
      throw new NoSuchElementException("there is no further range");
    }
    Segment piece = snapshot.segments().get(segment);
    if (next == 0) {
      reader = piece.regular() && piece.size() > 0 ? snapshot.open(piece) : null;
    }
    long to = Math.min(piece.size(), next + VerifyRange.BYTES);
    VerifyRange range = new VerifyRange(piece, reader, next, to);
    segment += range.isLast() ? 1 : 0;
    next = range.isLast() ? 0 : to;
    return range;
  }

  /** Closes the segment that was opened last. */
  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
  }
}
