package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditStats;
import io.offgrid.audit.AuditStats.TimeBucket;
import io.offgrid.audit.Outcome;
import io.offgrid.audit.StatsRequest.Bucket;
import io.offgrid.audit.chain.SegmentSummary;
import io.offgrid.audit.chain.SegmentSummary.HourCount;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts records by span of time. A span is known by how timestamps begin in it, since all have the
 * same form and are UTC. For one thread.
 */
final class BucketCounts {
  private static final String ZERO_TIME = "0000-00-00T00:00:00Z";

  private final Bucket bucket;
  private final int length;
  private final Map<String, Counts> spans = new TreeMap<>();

  BucketCounts(Bucket bucket) {
    this.bucket = bucket;
    this.length =
        switch (bucket) {
          case MINUTE -> "2024-01-15T10:30".length();
          case HOUR -> "2024-01-15T10".length();
          case DAY -> "2024-01-15".length();
        };
  }

  private static final class Counts {
    private long records;
    private long successes;
    private long failures;
  }

  /** Counts one record. */
  void add(String timestamp, @Nullable String outcome) {
    Counts span = span(timestamp);
    span.records++;
    span.successes += Outcome.SUCCESS.word().equals(outcome) ? 1 : 0;
    span.failures += Outcome.FAILURE.word().equals(outcome) ? 1 : 0;
  }

  /** Counts all records of a segment; false, and nothing is counted, if they must be read. */
  boolean addAll(SegmentSummary segment) {
    List<HourCount> hours = segment.hours();
    if (hours == null || bucket == Bucket.MINUTE) {
      return false;
    }
    for (HourCount hour : hours) {
      Counts span = span(hour.hour());
      span.records += hour.records();
      span.successes += hour.successes();
      span.failures += hour.failures();
    }
    return true;
  }

  /** Ascending. */
  List<TimeBucket> result() {
    return spans.entrySet().stream()
        .map(
            span ->
                new TimeBucket(
                    start(span.getKey()),
                    span.getValue().records,
                    span.getValue().successes,
                    span.getValue().failures))
        .toList();
  }

  private Counts span(String timestamp) {
    Counts span = spans.computeIfAbsent(timestamp.substring(0, length), start -> new Counts());
    if (spans.size() > AuditStats.MAX_BUCKETS) {
      throw new IllegalArgumentException(
          "events of more than %,d different %ss are too many to count by: choose longer spans, or less time"
              .formatted(AuditStats.MAX_BUCKETS, bucket.name().toLowerCase(java.util.Locale.ROOT)));
    }
    return span;
  }

  private static Instant start(String span) {
    return Instant.parse(span + ZERO_TIME.substring(span.length()));
  }
}
