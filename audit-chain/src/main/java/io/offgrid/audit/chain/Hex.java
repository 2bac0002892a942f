package io.offgrid.audit.chain;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Lower-case hex digits of hashes, four bytes at a time and without an allocation: the nibbles are
 * spread over the bytes of a long and turned into digits there, all eight at once.
 */
final class Hex {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long NIBBLES = 0x000F_000F_000F_000FL;
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final int TO_LETTERS = 'a' - '0' - 10;

  private Hex() {}

  /**
   * Writes two digits for each byte into the target from an index on.
   *
   * @param bytes a multiple of four
   */
  static void put(byte[] bytes, byte[] target, int index) {
    for (int i = 0; i < bytes.length; i += 4) {
      LONGS.set(target, index + 2 * i, digits((int) INTS.get(bytes, i)));
    }
  }

  /**
   * Whether the text has the digits of these bytes from an index on. Takes the same time wherever
   * they differ.
   *
   * @param bytes a multiple of four
   */
  static boolean isAt(byte[] text, int index, byte[] bytes) {
    long difference = 0;
    for (int i = 0; i < bytes.length; i += 4) {
      difference |= (long) LONGS.get(text, index + 2 * i) ^ digits((int) INTS.get(bytes, i));
    }
    return difference == 0;
  }

  private static long digits(int fourBytes) {
    long spread = fourBytes & 0xFFFF_FFFFL;
    spread = (spread | (spread << 16)) & 0x0000_FFFF_0000_FFFFL;
    spread = (spread | (spread << 8)) & 0x00FF_00FF_00FF_00FFL;
    long nibbles = ((spread >>> 4) & NIBBLES) | ((spread & NIBBLES) << 8);
    long letters = ((nibbles + 6 * ONES) >>> 4) & ONES;
    return nibbles + '0' * ONES + letters * TO_LETTERS;
  }
}
