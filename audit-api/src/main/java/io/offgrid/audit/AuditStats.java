package io.offgrid.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts over a log. Names are in descending order of their counts; events without a user or an
 * outcome are counted in the total alone.
 *
 * @param totalEvents records counted
 * @param eventsByType by type
 * @param eventsByUser by user, at most 10,000 names
 * @param otherUsers events of users beyond those names
 * @param eventsByOutcome by outcome
 * @param firstEvent timestamp of the first record counted
 * @param lastEvent timestamp of the last record counted
 * @param segments files that hold records
 * @param bytes their size
 * @param unreadable lines that are damaged beyond reading
 * @param buckets the counts by time, ascending, without empty spans; empty when not asked for
 * @param report the verdict on the chain, absent when it was not asked for
 */
public record AuditStats(
    long totalEvents,
    Map<String, Long> eventsByType,
    Map<String, Long> eventsByUser,
    long otherUsers,
    Map<String, Long> eventsByOutcome,
    @Nullable String firstEvent,
    @Nullable String lastEvent,
    long segments,
    long bytes,
    long unreadable,
    List<TimeBucket> buckets,
    @Nullable VerificationReport report) {

  /**
   * The records of a span of time.
   *
   * @param start its beginning
   * @param events records in it
   * @param successes those of them that succeeded
   * @param failures those of them that failed
   */
  public record TimeBucket(Instant start, long events, long successes, long failures) {}

  /** More spans of time than this are refused. */
  public static final int MAX_BUCKETS = 10_000;

  public AuditStats {
    buckets = List.copyOf(buckets);
  }

  /** The same with a verdict that was reached elsewhere. */
  public AuditStats with(@Nullable VerificationReport verdict) {
    return new AuditStats(
        totalEvents,
        eventsByType,
        eventsByUser,
        otherUsers,
        eventsByOutcome,
        firstEvent,
        lastEvent,
        segments,
        bytes,
        unreadable,
        buckets,
        verdict);
  }

  /** The verdict on the chain, if it was asked for. */
  public Optional<VerificationReport> chain() {
    return Optional.ofNullable(report);
  }
}
