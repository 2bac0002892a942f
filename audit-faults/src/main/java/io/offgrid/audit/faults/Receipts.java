package io.offgrid.audit.faults;

import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What was acknowledged, and is not known to have been deleted by right. For many threads. */
final class Receipts {
  private final ConcurrentSkipListMap<Long, String> ids = new ConcurrentSkipListMap<>();

  Receipts() {}

  private Receipts(NavigableMap<Long, String> ids) {
    this.ids.putAll(ids);
  }

  /** Takes one; two for one number cannot both be true. */
  void add(long seq, String id) {
    String other = ids.put(seq, id);
    BrokenPromise.unless(
        other == null, "two receipts for seq %d: %s and %s".formatted(seq, other, id));
  }

  /** As they are now. */
  Receipts copy() {
    return new Receipts(ids);
  }

  NavigableMap<Long, String> ids() {
    return ids;
  }

  /** Forgets those before this number, and tells how many they were. */
  long forgetBefore(long seq) {
    NavigableMap<Long, String> gone = ids.headMap(seq, false);
    long count = gone.size();
    gone.clear();
    return count;
  }

  /** The first number; 0 if there is none. */
  long first() {
    return ids.isEmpty() ? 0 : ids.firstKey();
  }
}
