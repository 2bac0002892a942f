package io.offgrid.audit.chain;

import io.offgrid.audit.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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
  private byte[] currentHour = {};
  private Counts current = new Counts();

  private static final class Counts {
    private long records;
    private long successes;
    private long failures;
  }

  /**
   * Counts a record.
   *
   * @param from where its timestamp begins, which has its full length
   * @param outcome null if it has none
   */
  void add(byte[] bytes, int from, @Nullable Outcome outcome) {
    if (!Arrays.equals(bytes, from, from + HOUR, currentHour, 0, currentHour.length)) {
      currentHour = Arrays.copyOfRange(bytes, from, from + HOUR);
      current =
          isTooMany()
              ? new Counts()
              : hours.computeIfAbsent(
                  new String(currentHour, StandardCharsets.UTF_8), hour -> new Counts());
    }
    current.records++;
    if (outcome == Outcome.SUCCESS) {
      current.successes++;
    } else if (outcome == Outcome.FAILURE) {
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
