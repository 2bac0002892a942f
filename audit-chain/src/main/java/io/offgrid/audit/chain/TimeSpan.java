package io.offgrid.audit.chain;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The first and the last of timestamps in their order, the least and the most. For one thread. */
final class TimeSpan {
  private final byte[] first = new byte[RecordTimestamp.LENGTH];
  private final byte[] last = new byte[RecordTimestamp.LENGTH];
  private final byte[] least = new byte[RecordTimestamp.LENGTH];
  private final byte[] most = new byte[RecordTimestamp.LENGTH];
  private boolean begun;

  /** Takes the next one, which begins here and has its full length. */
  void add(byte[] bytes, int from) {
    copy(bytes, from, last);
    if (!begun) {
      copy(bytes, from, first);
      copy(bytes, from, least);
      copy(bytes, from, most);
      begun = true;
    } else if (Arrays.compareUnsigned(last, most) > 0) {
      copy(bytes, from, most);
    } else if (Arrays.compareUnsigned(last, least) < 0) {
      copy(bytes, from, least);
    }
  }

  private static void copy(byte[] bytes, int from, byte[] into) {
    System.arraycopy(bytes, from, into, 0, into.length);
  }

  String first() {
    return text(first);
  }

  String last() {
    return text(last);
  }

  String least() {
    return text(least);
  }

  String most() {
    return text(most);
  }

  private static String text(byte[] timestamp) {
    return new String(timestamp, StandardCharsets.UTF_8);
  }
}
