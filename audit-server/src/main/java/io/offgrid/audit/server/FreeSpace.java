package io.offgrid.audit.server;

import java.util.OptionalLong;

/**
 * Whether what is left on a disk will do: a log needs room for the segment that grows and for what
 * is made beside it, and people need time to make some.
 *
 * @param bytes that are left; absent if nobody knows
 * @param segmentBytes what a segment may take
 */
record FreeSpace(OptionalLong bytes, long segmentBytes) {
  private static final long MOST = 256L << 20;
  private static final int FEW = 2;
  private static final int LOW = 5;

  /** Below this much there is not enough. */
  long least() {
    return Math.min(FEW * segmentBytes, MOST);
  }

  boolean isEnough() {
    return bytes.isEmpty() || bytes.getAsLong() >= least();
  }

  /** In words. */
  String text() {
    if (bytes.isEmpty()) {
      return "the store does not tell how much is free";
    }
    String free = "%,d MB are free".formatted(bytes.getAsLong() >> 20);
    if (!isEnough()) {
      return free
          + ", and it takes %,d MB to go on safely: make room where the log is, or let"
              .formatted(least() >> 20)
          + " audit.retention_days delete more";
    }
    return bytes.getAsLong() < LOW * least() ? free + ", which is not much: make room soon" : free;
  }
}
