package io.offgrid.audit.chain;

import java.nio.charset.StandardCharsets;

/** Lower-case hex digits, put into an array without an allocation. */
final class Hex {
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private Hex() {}

  /** Writes two digits for each byte into the target from an index on. */
  static void put(byte[] bytes, byte[] target, int index) {
    int at = index;
    for (byte b : bytes) {
      target[at++] = DIGITS[(b >> 4) & 15];
      target[at++] = DIGITS[b & 15];
    }
  }
}
