package io.offgrid.audit.chain;

/** Checks that bytes are UTF-8 (RFC 3629): Jackson lets overlong forms and surrogates pass. */
final class Utf8 {
  private Utf8() {}

  /** Index of the first byte of the first sequence that is not UTF-8; -1 if all of it is. */
  static int firstInvalid(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      if (bytes[at] >= 0) {
        at++;
      } else {
        int size = sequence(bytes, at, end);
        if (size == 0) {
          return at;
        }
        at += size;
      }
    }
    return -1;
  }

  /** Bytes of the sequence that begins here with a byte over 127; 0 if there is none. */
  private static int sequence(byte[] bytes, int at, int end) {
    int first = bytes[at] & 0xFF;
    int size = first < 0xC2 || first > 0xF4 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (size == 0 || at + size > end || !isSecond(first, bytes[at + 1] & 0xFF)) {
      return 0;
    }
    for (int i = at + 2; i < at + size; i++) {
      if ((bytes[i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return size;
  }

  private static boolean isSecond(int first, int second) {
    int low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    return second >= low && second <= high;
  }
}
