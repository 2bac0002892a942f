package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.Head;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentReader;
import io.offgrid.audit.spi.StoreSnapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares a log with an earlier backup of it before anything is written: every sealed segment that
 * both have must have the same size and last line, and the backup's active one, which alone is
 * written over, must be byte for byte the beginning of what followed. So neither a log that was cut
 * back or changed nor a backup that was is ever written over the other. Which segments both have is
 * told by {@link BackupNumbers}.
 */
final class BackupPlanner {
  private static final int COMPARED_AT_ONCE = 1 << 16;

  private final StoreSnapshot snapshot;
  private final BackupDirectory target;
  private final SortedMap<Integer, Segment> sealed = new TreeMap<>();
  private final @Nullable Segment active;
  private final long end;

  /**
   * @param head of the snapshot, authentic
   * @throws BackupRefusedException if the log ends before its head
   */
  BackupPlanner(StoreSnapshot snapshot, Head head, BackupDirectory target) {
    this.snapshot = snapshot;
    this.target = target;
    Segment open = null;
    for (Segment segment : snapshot.segments()) {
      requireCopyable(segment);
      if (segment.sealed()) {
        sealed.put(BackupDirectory.number(segment.name()), segment);
      } else {
        open = segment;
      }
    }
    active = open;
    end = endOf(head);
  }

  private static void requireCopyable(Segment segment) {
    if (!segment.regular()) {
      throw new AuditException(segment.name() + " is not a regular file: verify the log");
    }
    if (segment.sealed() && BackupDirectory.number(segment.name()) == 0) {
      throw new AuditException(
          "this store has no files to copy: it names a segment " + segment.name());
    }
  }

  private long endOf(Head head) {
    List<Segment> segments = snapshot.segments();
    long named = segments.isEmpty() ? -1 : new HeadLine(segments, snapshot::open, head).end();
    if (named < 0) {
      throw refused("the log does not hold the record that its head names, seq " + head.seq());
    }
    return active == null ? 0 : named;
  }

  BackupPlan plan() throws IOException {
    SortedMap<Integer, String> there = target.sealed();
    BackupNumbers numbers = BackupNumbers.of(snapshot, sealed, target);
    List<Segment> unchanged = new ArrayList<>();
    List<Segment> missing = new ArrayList<>();
    for (Segment segment : sealed.values()) {
      String name = numbers.name(segment);
      if (!there.containsValue(name)) {
        missing.add(segment);
      } else if (isSame(segment, name)) {
        unchanged.add(segment);
      } else {
        String ours = name.equals(segment.name()) ? "that" : segment.name();
        throw refused(name + " of the backup is not " + ours + " of the log");
      }
    }
    List<String> surplus = surplus(there, numbers);
    Segment grown = grown(there, missing, numbers);
    boolean whole = grown != null && isSame(grown, BackupDirectory.ACTIVE);
    if (grown != null) {
      missing.remove(grown);
    }
    return new BackupPlan(unchanged, grown, whole, missing, active, end, surplus, numbers);
  }

  /** Only from the beginning can segments have gone by right. */
  private List<String> surplus(SortedMap<Integer, String> there, BackupNumbers numbers) {
    List<String> names = new ArrayList<>();
    for (var one : there.entrySet()) {
      if (!sealed.containsKey(one.getKey() - numbers.ahead())) {
        if (!sealed.isEmpty() && one.getKey() > sealed.firstKey() + numbers.ahead()) {
          throw refused("the backup has a segment that the log has not, " + one.getValue());
        }
        names.add(one.getValue());
      }
    }
    return names;
  }

  /** The first segment after those of the backup is what the backup's active one became. */
  private @Nullable Segment grown(
      SortedMap<Integer, String> there, List<Segment> missing, BackupNumbers numbers)
      throws IOException {
    long size = target.size(BackupDirectory.ACTIVE);
    if (size == 0) {
      return null;
    }
    int newest = there.isEmpty() ? 0 : there.lastKey();
    Segment next =
        missing.stream().filter(segment -> numbers.of(segment) > newest).findFirst().orElse(active);
    if (next == null || size > (next.sealed() ? next.size() : end) || !isPrefix(next, size)) {
      throw refused("the log does not go on from " + BackupDirectory.ACTIVE + " of the backup");
    }
    return next.sealed() ? next : null;
  }

  /** Whether all of the backup's active segment is still there, at the beginning of this one. */
  private boolean isPrefix(Segment segment, long size) {
    ByteBuffer ours = ByteBuffer.allocate(COMPARED_AT_ONCE);
    ByteBuffer theirs = ByteBuffer.allocate(COMPARED_AT_ONCE);
    try (SegmentReader log = snapshot.open(segment);
        SegmentReader copy = target.read(BackupDirectory.ACTIVE)) {
      boolean same = true;
      for (long at = 0; same && at < size; at += COMPARED_AT_ONCE) {
        int length = (int) Math.min(COMPARED_AT_ONCE, size - at);
        log.read(at, ours.clear().limit(length));
        copy.read(at, theirs.clear().limit(length));
        same = ours.flip().remaining() == length && ours.equals(theirs.flip());
      }
      return same;
    }
  }

  private boolean isSame(Segment segment, String name) throws IOException {
    return segment.size() == target.size(name)
        && Arrays.equals(
            lastLine(snapshot.open(segment), segment.size()),
            lastLine(target.read(name), segment.size()));
  }

  /** The last line of the first bytes, which it must end; empty if it does not. */
  private static byte[] lastLine(SegmentReader reader, long size) {
    try (reader) {
      BackwardLines lines = new BackwardLines(reader, size);
      boolean ends = lines.advance() && lines.offset() + lines.end() - lines.start() + 1 == size;
      return ends ? Arrays.copyOfRange(lines.buffer(), lines.start(), lines.end()) : new byte[0];
    }
  }

  private BackupRefusedException refused(String what) {
    return LogBackup.refused(target.path(), what);
  }
}
