package io.offgrid.audit.chain;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts by name, as long as there are not too many names to keep. For one thread. */
final class NameCounts {
  private static final int MAX_NAMES = 10_000;

  /** In UTF-16 code units; at most six bytes of JSON each. */
  private static final long MAX_TEXT = 512 << 10;

  private static final int RECENT = 64;

  private final Map<String, Counter> counters = new HashMap<>();
  private final @Nullable Recent[] recent = new Recent[RECENT];
  private long text;
  private boolean tooMany;

  private static final class Counter {
    private long count;
  }

  /** A name as it stands in lines, and its counter. */
  @SuppressWarnings("ArrayRecordComponent") // compared by its content
  private record Recent(byte[] name, Counter counter) {
    boolean is(byte[] bytes, int from, int to) {
      return Arrays.equals(bytes, from, to, name, 0, name.length);
    }
  }

  /** Counts one more of this name; of none where it is null. */
  void add(@Nullable String name) {
    if (name != null && !tooMany) {
      counter(name).count++;
    }
  }

  /**
   * Counts one more of a name that stands between two quotes. Most names come again and again: such
   * a one is not decoded.
   */
  void add(byte[] bytes, int from, int to) {
    if (tooMany) {
      return;
    }
    int slot = slot(bytes, from, to);
    Recent known = recent[slot];
    if (known == null || !known.is(bytes, from, to)) {
      Counter counter = counter(StringDecoder.decode(bytes, from, to));
      known = new Recent(Arrays.copyOfRange(bytes, from, to), counter);
      recent[slot] = known;
    }
    known.counter.count++;
  }

  private static int slot(byte[] bytes, int from, int to) {
    int ends = from == to ? 0 : 31 * bytes[from] + bytes[to - 1];
    return (31 * ends + to - from) & (RECENT - 1);
  }

  private Counter counter(String name) {
    Counter known = counters.get(name);
    if (known == null) {
      known = new Counter();
      counters.put(name, known);
      text += name.length();
      tooMany = counters.size() > MAX_NAMES || text > MAX_TEXT;
    }
    return known;
  }

  boolean isTooMany() {
    return tooMany;
  }

  Map<String, Long> counts() {
    Map<String, Long> counts = new HashMap<>();
    counters.forEach((name, counter) -> counts.put(name, counter.count));
    return counts;
  }
}
