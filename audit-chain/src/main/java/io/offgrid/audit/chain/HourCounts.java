package io.offgrid.audit.chain;

import io.offgrid.audit.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts records by hour and outcome, as long as there are not too many hours. For one thread. */
final class HourCounts {
  private static final int MAX_HOURS = 1000;

  /** Length of {@code 2024-01-15T10}. */
  private static final int HOUR = 13;

  private final Map<String, Counts> hours = new TreeMap<>();
  private String currentHour = "";
  private Counts current = new Counts();

  private static final class Counts {
    private long records;
    private long successes;
    private long failures;
  }

  /** Counts a record with this timestamp, of full length. */
  void add(String timestamp, @Nullable String outcome) {
    if (!timestamp.startsWith(currentHour) || currentHour.isEmpty()) {
      currentHour = timestamp.substring(0, HOUR);
      current =
          isTooMany() ? new Counts() : hours.computeIfAbsent(currentHour, hour -> new Counts());
    }
    current.records++;
    if (Outcome.SUCCESS.word().equals(outcome)) {
      current.successes++;
    } else if (Outcome.FAILURE.word().equals(outcome)) {
      current.failures++;
    }
  }

  /** Ascending; null if there were too many. */
  @Nullable List<SegmentSummary.HourCount> counts() {
    if (isTooMany()) {
      return null;
    }
    List<SegmentSummary.HourCount> counts = new ArrayList<>(hours.size());
    hours.forEach(
        (hour, of) ->
            counts.add(new SegmentSummary.HourCount(hour, of.records, of.successes, of.failures)));
    return counts;
  }

  private boolean isTooMany() {
    return hours.size() > MAX_HOURS;
  }
}
