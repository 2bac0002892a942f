package io.offgrid.audit.chain;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A short ASCII text that is expected at a place, compared eight bytes at a time. Immutable. */
final class BytePattern {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] pattern;
  private final int length;

  /** Its first eight bytes, or as many as there are; the mask has those. */
  private final long head;

  private final long mask;

  BytePattern(String ascii) {
    pattern = ascii.getBytes(StandardCharsets.US_ASCII);
    length = pattern.length;
    head = (long) LONGS.get(Arrays.copyOf(pattern, Math.max(length, Long.BYTES)), 0);
    mask = length < Long.BYTES ? (1L << (8 * length)) - 1 : -1;
  }

  int length() {
    return length;
  }

  /** Whether it stands here, before {@code to}. */
  boolean isAt(byte[] bytes, int at, int to) {
    if (at < 0 || at > to - length) {
      return false;
    }
    if (at > bytes.length - Long.BYTES) {
      return Arrays.equals(bytes, at, at + length, pattern, 0, length);
    }
    if (((long) LONGS.get(bytes, at) & mask) != head) {
      return false;
    }
    int last = length - Long.BYTES;
    for (int i = Long.BYTES; i < last; i += Long.BYTES) {
      if (!isEqual(bytes, at, i)) {
        return false;
      }
    }
    return last <= 0 || isEqual(bytes, at, last);
  }

  private boolean isEqual(byte[] bytes, int at, int i) {
    return (long) LONGS.get(bytes, at + i) == (long) LONGS.get(pattern, i);
  }
}
