package io.offgrid.audit.runtime;

import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentReader;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a segment; of one that holds nothing to verify, the whole of it.
 *
 * @param reader of the segment; null where there is nothing to verify
 * @param from first byte
 * @param to end, exclusive
 */
record VerifyRange(Segment segment, @Nullable SegmentReader reader, long from, long to) {
  static final long BYTES = 2L << 20;

  boolean isFirst() {
    return from == 0;
  }

  boolean isLast() {
    return reader == null || to == segment.size();
  }

  void close() {
    if (reader != null) {
      reader.close();
    }
  }
}
