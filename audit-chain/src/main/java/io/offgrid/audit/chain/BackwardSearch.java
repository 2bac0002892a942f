package io.offgrid.audit.chain;

import java.util.Arrays;

/**
 * Looks for an ASCII text from the end of a line backwards. Steps back as far as the pair of bytes
 * at hand allows: by the distance to where the text has that pair, or nearly all of its length
 * (Horspool's search, mirrored and by pairs). The first character must not occur in it again, which
 * keeps the search linear. Immutable.
 */
final class BackwardSearch {
  private static final int PAIRS = 1024;

  private final BytePattern pattern;
  private final byte first;
  private final byte[] steps = new byte[PAIRS];

  BackwardSearch(String ascii) {
    if (ascii.lastIndexOf(ascii.charAt(0)) > 0 || ascii.length() > Byte.MAX_VALUE) {
      throw new IllegalArgumentException(ascii);
    }
    pattern = new BytePattern(ascii);
    first = (byte) ascii.charAt(0);
    Arrays.fill(steps, (byte) (ascii.length() - 1));
    for (int i = ascii.length() - 2; i > 0; i--) {
      steps[pair(ascii.charAt(i), ascii.charAt(i + 1))] = (byte) i;
    }
  }

  int length() {
    return pattern.length();
  }

  /** Where the text stands last, as a whole between two places; -1 if it does not. */
  int lastIndexIn(byte[] bytes, int from, int to) {
    int at = to - pattern.length();
    while (at >= from) {
      byte b = bytes[at];
      if (b == first && pattern.isAt(bytes, at, to)) {
        return at;
      }
      at -= steps[pair(b, bytes[at + 1])];
    }
    return -1;
  }

  /** Pairs that share a place share the shorter step. */
  private static int pair(int one, int next) {
    return ((one << 5) ^ next) & (PAIRS - 1);
  }
}
