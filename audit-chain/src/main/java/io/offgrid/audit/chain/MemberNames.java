package io.offgrid.audit.chain;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The member names of one object so far, and where their members begin. While names come in order,
 * as they mostly do, nothing but the last one is looked at; a hash table is made only for many
 * names out of order. Linear also for many equal names. Reused, not thread-safe.
 */
final class MemberNames {
  private static final int FEW = 16;

  private String[] names = new String[8];
  private int[] starts = new int[8];
  private int count;
  private boolean ordered = true;

  /** Each name that is taken, and the number to try next when it is given again. */
  private @Nullable Map<String, Integer> taken;

  void reset() {
    Arrays.fill(names, 0, count, "");
    count = 0;
    ordered = true;
    taken = null;
  }

  int count() {
    return count;
  }

  /** The name of the last member. */
  String last() {
    return names[count - 1];
  }

  /** Whether the members stand in canonical order already. */
  boolean isOrdered() {
    return ordered;
  }

  /**
   * Adds a member, under this name or, when that is taken, with {@code #n} behind it.
   *
   * @return the name that it got
   */
  String add(String wanted, int start) {
    String name = wanted;
    if (count > 0 && wanted.compareTo(last()) <= 0) {
      name = isTaken(wanted) ? free(wanted) : wanted;
      ordered &= name.compareTo(last()) > 0;
    } else if (!ordered && isTaken(wanted)) {
      name = free(wanted);
    }
    if (count == names.length) {
      names = Arrays.copyOf(names, 2 * count);
      starts = Arrays.copyOf(starts, 2 * count);
    }
    names[count] = name;
    starts[count++] = start;
    if (taken != null) {
      taken.put(name, 2);
    }
    return name;
  }

  private String free(String wanted) {
    Map<String, Integer> all = taken;
    int n = all == null ? 2 : all.getOrDefault(wanted, 2);
    while (isTaken(wanted + "#" + n)) {
      n++;
    }
    if (all != null) {
      all.put(wanted, n + 1);
    }
    return wanted + "#" + n;
  }

  private boolean isTaken(String name) {
    if (count > FEW) {
      return table().containsKey(name);
    }
    for (int i = 0; i < count; i++) {
      if (names[i].equals(name)) {
        return true;
      }
    }
    return false;
  }

  private Map<String, Integer> table() {
    Map<String, Integer> all = taken;
    if (all == null) {
      all = new HashMap<>(2 * count);
      for (int i = 0; i < count; i++) {
        all.put(names[i], 2);
      }
      taken = all;
    }
    return all;
  }

  /** Where each member begins and ends (before the comma), in canonical order: begin, end, … */
  int[] sortedExtents(int end) {
    Integer[] order = new Integer[count];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparing(i -> names[i]));
    int[] extents = new int[2 * count];
    for (int i = 0; i < count; i++) {
      int member = order[i];
      extents[2 * i] = starts[member];
      extents[2 * i + 1] = member == count - 1 ? end : starts[member + 1] - 1;
    }
    return extents;
  }
}
