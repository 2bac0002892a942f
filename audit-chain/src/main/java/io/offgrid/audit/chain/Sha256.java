package io.offgrid.audit.chain;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/** Hashes and their hex digits, read and written without allocation. */
final class Sha256 {
  static final int BYTES = 32;

  private static final byte[] NIBBLES = nibbles();

  private Sha256() {}

  /** Hashes into an existing array, at its start. */
  static void hash(MessageDigest digest, byte[] bytes, int from, int to, byte[] into) {
    digest.update(bytes, from, to - from);
    finish(digest, into);
  }

  /** Writes the hash of what a digest took into an existing array, at its start. */
  static void finish(MessageDigest digest, byte[] into) {
    try {
      digest.digest(into, 0, BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("the array has room for 32 bytes", e);
    }
  }

  /**
   * Reads lower-case hex digits.
   *
   * @return whether all of them are such digits
   */
  static boolean decodeHex(byte[] text, int from, int to, byte[] into) {
    int bad = 0;
    for (int i = from, o = 0; i < to; i += 2, o++) {
      int high = NIBBLES[text[i] & 0xFF];
      int low = NIBBLES[text[i + 1] & 0xFF];
      bad |= high | low;
      into[o] = (byte) (high << 4 | low);
    }
    return bad >= 0;
  }

  /** 0 to 15 by digit, -1 for anything else: a look-up, since random digits defeat branches. */
  private static byte[] nibbles() {
    byte[] nibbles = new byte[256];
    Arrays.fill(nibbles, (byte) -1);
    for (int value = 0; value < 16; value++) {
      nibbles[Character.forDigit(value, 16)] = (byte) value;
    }
    return nibbles;
  }
}
