package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.LineReader;
import io.offgrid.audit.chain.RangeVerifier;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentReader;
import io.offgrid.audit.spi.StoreSnapshot;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Under which numbers a backup has the sealed segments of a log. Those of the log begin again at 1
 * when retention deleted the last that there was (a new one gets 1 + the highest), while the backup
 * still has the older ones, and numbers on after them. From one such beginning to the next all of
 * the log's segments are in the backup by the same number ahead. What is the same segment is told
 * by its first line, which holds the record's number and links to all before it. Checks nothing:
 * what has the same number is compared by the planner.
 *
 * @param ahead how much higher the number in the backup is
 */
record BackupNumbers(int ahead) {
  private static final int HIGHEST = 999_999_999;
  private static final String PREFIX = BackupDirectory.ACTIVE + ".";

  /**
   * Looks for a segment that both have.
   *
   * @param sealed those of the log by their numbers there
   * @throws AuditException if the backup has no number for one of them
   */
  static BackupNumbers of(
      StoreSnapshot snapshot, SortedMap<Integer, Segment> sealed, BackupDirectory target)
      throws IOException {
    SortedMap<Integer, String> there = target.sealed();
    if (sealed.isEmpty() || there.isEmpty()) {
      return new BackupNumbers(0);
    }
    Integer shared = shared(snapshot, sealed, target, there);
    // Only what the backup's active segment became can be newer than all of its sealed ones.
    boolean goesOn = target.size(BackupDirectory.ACTIVE) > 0;
    int ahead = 0;
    if (shared != null) {
      ahead = shared;
    } else if (goesOn && sealed.firstKey() <= there.lastKey()) {
      ahead = there.lastKey() + 1 - sealed.firstKey();
    }
    if (sealed.firstKey() + ahead < 1 || sealed.lastKey() > HIGHEST - ahead) {
      throw new AuditException(
          "the backup in "
              + target.path()
              + " has no number left for a segment: keep it as it is, and begin a new backup in"
              + " another directory");
    }
    return new BackupNumbers(ahead);
  }

  /** By how much the numbers of a segment that both have differ; null if there is none. */
  private static @Nullable Integer shared(
      StoreSnapshot snapshot,
      SortedMap<Integer, Segment> sealed,
      BackupDirectory target,
      SortedMap<Integer, String> there)
      throws IOException {
    LineReader lines = new LineReader(RangeVerifier.MAX_LINE);
    Map<String, Integer> firsts = new HashMap<>();
    for (var copy : there.entrySet()) {
      String first = first(lines, target.read(copy.getValue()), target.size(copy.getValue()));
      firsts.put(first, copy.getKey());
    }
    firsts.remove("");
    for (var ours : sealed.entrySet()) {
      Segment segment = ours.getValue();
      Integer number = firsts.get(first(lines, snapshot.open(segment), segment.size()));
      if (number != null) {
        return number - ours.getKey();
      }
    }
    return null;
  }

  /** The hash of a segment's first line; empty if there is no whole one. */
  private static String first(LineReader lines, SegmentReader reader, long size) {
    try (reader) {
      lines.start(new SegmentBytes(reader), 0, size);
      return lines.advance() && lines.isWhole() ? ChainHash.text(lines.hash()) : "";
    }
  }

  /** The number of a sealed segment of the log in the backup. */
  int of(Segment segment) {
    return BackupDirectory.number(segment.name()) + ahead;
  }

  /** Its name there. */
  String name(Segment segment) {
    return PREFIX + of(segment);
  }
}
