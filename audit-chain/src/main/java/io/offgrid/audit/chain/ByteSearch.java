package io.offgrid.audit.chain;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks for single bytes, eight or sixteen at a time: subtracting n from each byte of a long
 * borrows where the byte is smaller (Hacker's Delight, section 6-1). A borrow goes upwards, so of
 * the bits that it sets the lowest one is right, and that is the first byte in little-endian order.
 */
final class ByteSearch {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHS = 0x8080_8080_8080_8080L;
  private static final long NEWLINES = '\n' * ONES;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long SPACES = ' ' * ONES;

  private ByteSearch() {}

  /** Index of the first newline between two places; -1 if there is none. */
  static int newline(byte[] bytes, int from, int to) {
    int at = from;
    for (int last = to - 2 * Long.BYTES; at <= last; at += 2 * Long.BYTES) {
      long first = zeros((long) LONGS.get(bytes, at) ^ NEWLINES);
      long second = zeros((long) LONGS.get(bytes, at + Long.BYTES) ^ NEWLINES);
      if ((first | second) != 0) {
        return first != 0 ? at + lowest(first) : at + Long.BYTES + lowest(second);
      }
    }
    while (at < to && bytes[at] != '\n') {
      at++;
    }
    return at < to ? at : -1;
  }

  /**
   * Index of the first byte at which the text of a JSON string may not just go on: a quote, a
   * backslash or a control character; {@code to} if there is none before.
   */
  static int endOfText(byte[] bytes, int from, int to) {
    int at = from;
    for (int last = to - Long.BYTES; at <= last; at += Long.BYTES) {
      long eight = (long) LONGS.get(bytes, at);
      long ends = zeros(eight ^ QUOTES) | zeros(eight ^ BACKSLASHES) | below(eight, SPACES);
      if (ends != 0) {
        return at + lowest(ends);
      }
    }
    while (at < to
        && bytes[at] != '"'
        && bytes[at] != '\\'
        && (bytes[at] < 0 || bytes[at] >= ' ')) {
      at++;
    }
    return at;
  }

  private static long zeros(long eight) {
    return below(eight, ONES);
  }

  private static long below(long eight, long limits) {
    return (eight - limits) & ~eight & HIGHS;
  }

  private static int lowest(long bits) {
    return Long.numberOfTrailingZeros(bits) >>> 3;
  }
}
