package io.offgrid.audit.runtime;

import io.offgrid.audit.spi.Segment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done to bring a backup up to date, when nothing speaks against it.
 *
 * @param unchanged sealed segments that are there already
 * @param grown the sealed segment that goes on from the backup's active one
 * @param grownIsWhole whether the backup's active one is all of it, and just gets its new name
 * @param missing all other sealed segments to copy, oldest first
 * @param active the active segment, if there is one
 * @param end of what the head names in it, in bytes
 * @param surplus names of segments before the log's first one, which retention may have deleted
 * @param numbers under which the log's sealed segments stand in the backup
 */
record BackupPlan(
    List<Segment> unchanged,
    @Nullable Segment grown,
    boolean grownIsWhole,
    List<Segment> missing,
    @Nullable Segment active,
    long end,
    List<String> surplus,
    BackupNumbers numbers) {

  BackupPlan {
    unchanged = List.copyOf(unchanged);
    missing = List.copyOf(missing);
    surplus = List.copyOf(surplus);
  }

  /** How many are to be copied at most. */
  long bytes() {
    long whole = grown == null || grownIsWhole ? 0 : grown.size();
    return whole + missing.stream().mapToLong(Segment::size).sum() + end;
  }
}
