package io.offgrid.audit.chain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Puts the members of objects in canonical order. Objects whose members came in another order are
 * remembered as they end and copied in order once, when all is written: moving the members of every
 * object at its end would copy the innermost ones as often as they are nested. Not thread-safe.
 */
final class MemberOrder {
  /** An object's members from the first to behind the last, and the extents of each in order. */
  private static final class Disorder {
    final int start;
    final int end;
    final int[] extents;

    Disorder(int start, int end, int[] extents) {
      this.start = start;
      this.end = end;
      this.extents = extents;
    }
  }

  private final List<Disorder> found = new ArrayList<>();

  /** How many objects are out of order so far: a mark for {@link #copy}. */
  int size() {
    return found.size();
  }

  void add(int start, int end, int[] sortedExtents) {
    found.add(new Disorder(start, end, sortedExtents));
  }

  /**
   * Appends a piece of the source in canonical order, and forgets the objects in it.
   *
   * @param mark the {@link #size} when the piece began
   */
  void copy(ByteBuilder source, int start, int end, int mark, ByteBuilder target) {
    List<Disorder> inside = found.subList(mark, found.size());
    List<Disorder> byStart = new ArrayList<>(inside);
    byStart.sort(Comparator.comparingInt(object -> object.start));
    inside.clear();
    target.ensureRoom(end - start);
    copy(source.array(), start, end, byStart, target);
  }

  /** A piece begins with a brace or a member's name, so what is inside begins after its start. */
  private static void copy(
      byte[] source, int start, int end, List<Disorder> byStart, ByteBuilder target) {
    int at = start;
    int next = firstAfter(byStart, at);
    while (next < byStart.size() && byStart.get(next).start < end) {
      Disorder object = byStart.get(next);
      target.append(source, at, object.start - at);
      for (int i = 0; i < object.extents.length; i += 2) {
        if (i > 0) {
          target.append(',');
        }
        copy(source, object.extents[i], object.extents[i + 1], byStart, target);
      }
      at = object.end;
      next = firstAfter(byStart, at);
    }
    target.append(source, at, end - at);
  }

  private static int firstAfter(List<Disorder> byStart, int position) {
    int low = 0;
    int high = byStart.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (byStart.get(middle).start <= position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
