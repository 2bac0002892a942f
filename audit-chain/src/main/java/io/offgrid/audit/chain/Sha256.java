package io.offgrid.audit.chain;

import java.security.DigestException;
import java.security.MessageDigest;

/** Hashes and their hex digits, read and written without allocation. */
final class Sha256 {
  static final int BYTES = 32;

  private Sha256() {}

  /** Hashes into an existing array, at its start. */
  static void hash(MessageDigest digest, byte[] bytes, int from, int to, byte[] into) {
    digest.update(bytes, from, to - from);
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
      int high = nibble(text[i]);
      int low = nibble(text[i + 1]);
      bad |= high | low;
      into[o] = (byte) (high << 4 | low);
    }
    return bad >= 0;
  }

  /** 0 to 15, or a negative number for anything but a lower-case hex digit. */
  private static int nibble(byte digit) {
    if (digit >= '0' && digit <= '9') {
      return digit - '0';
    }
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
  }
}
