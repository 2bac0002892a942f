package io.offgrid.audit.faults;

import io.offgrid.audit.Finding;
import io.offgrid.audit.FindingKind;
import java.util.List;
import java.util.Set;

/** Removes segments, swaps them, and puts an older one in the place of another. */
final class MovedSegments {
  private static final Set<FindingKind> SEQUENCE = Set.of(FindingKind.SEQUENCE);

  private final TamperedLog log;
  private final List<String> names;

  MovedSegments(TamperedLog log) {
    this.log = log;
    this.names = log.log().segments();
  }

  /**
   * Every so-manieth of all pairs: with itself a segment is removed, with a newer one it is
   * swapped, with an older one it is replaced.
   */
  long all(int number) {
    long done = 0;
    for (int i = number; i < names.size() * names.size(); i += TamperFault.UNITS) {
      int one = i / names.size();
      int other = i % names.size();
      if (one == other) {
        removed(one);
      } else if (one < other) {
        swapped(one, other);
      } else {
        replaced(one, other);
      }
      done++;
    }
    return done;
  }

  private void removed(int at) {
    ForgedLog changed = log.log().copy();
    changed.remove(names.get(at));
    Finding found = Whereabouts.first(changed);
    String what = names.get(at) + " removed";
    if (at == 0) {
      Whereabouts.require(found, Set.of(FindingKind.SEGMENT_MISSING), null, null, what);
    } else if (at == names.size() - 1) {
      Whereabouts.require(found, Set.of(FindingKind.TRUNCATED), null, null, what);
    } else {
      Whereabouts.require(found, SEQUENCE, names.get(at + 1), 1, what);
    }
  }

  private void swapped(int one, int other) {
    ForgedLog changed = log.log().copy();
    changed.put(names.get(one), log.log().segment(names.get(other)));
    changed.put(names.get(other), log.log().segment(names.get(one)));
    String what = names.get(one) + " and " + names.get(other) + " swapped";
    // The first segment of a log may begin with any number; the next one then with the wrong one.
    String seen = names.get(one == 0 ? 1 : one);
    Whereabouts.require(Whereabouts.first(changed), SEQUENCE, seen, 1, what);
  }

  /** With an older one. */
  private void replaced(int one, int older) {
    ForgedLog changed = log.log().copy();
    changed.put(names.get(one), log.log().segment(names.get(older)));
    String what = names.get(one) + " replaced with " + names.get(older);
    Whereabouts.require(Whereabouts.first(changed), SEQUENCE, names.get(one), 1, what);
  }
}
