package io.offgrid.audit.chain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sealed segment holds, so that it need not be read to be counted, or to tell that nothing
 * in it is looked for. The two hashes say of which run of lines this is true, since a line's hash
 * fixes all lines before it. Records without a user, outcome or severity are in none of those
 * counts.
 *
 * @param bytes size of the segment
 * @param previousHash hash of the line before the segment's first one, {@code sha256:…}
 * @param lastHash hash of the segment's last line, {@code sha256:…}
 * @param minTimestamp the earliest, which is not always the first: clocks are set back
 * @param types records by type
 * @param users records by user; null when there are too many users to name
 * @param outcomes records by outcome
 * @param severities records by severity
 * @param hours records by hour, UTC, ascending; null when there are too many hours to name
 */
public record SegmentSummary(
    long bytes,
    long firstSeq,
    long lastSeq,
    String previousHash,
    String lastHash,
    String firstTimestamp,
    String lastTimestamp,
    String minTimestamp,
    String maxTimestamp,
    Map<String, Long> types,
    @Nullable Map<String, Long> users,
    Map<String, Long> outcomes,
    Map<String, Long> severities,
    @Nullable List<HourCount> hours) {

  public SegmentSummary {
    types = Map.copyOf(types);
    users = users == null ? null : Map.copyOf(users);
    outcomes = Map.copyOf(outcomes);
    severities = Map.copyOf(severities);
    hours = hours == null ? null : List.copyOf(hours);
  }

  /**
   * The records of one hour.
   *
   * @param hour as timestamps begin in it: {@code 2024-01-15T10}
   */
  public record HourCount(String hour, long records, long successes, long failures) {}

  /** How many records the segment holds. */
  public long records() {
    return lastSeq - firstSeq + 1;
  }
}
