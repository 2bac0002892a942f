package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.AuditStats;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.StatsRequest;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.chain.SegmentSummary;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.StoreSnapshot;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts the records of a snapshot, sealed segments by their summaries where these say enough.
 * Memory is bounded however many users there are.
 */
final class StatsCount {
  private static final int MAX_USERS = 10_000;

  private final AuditQuery query;
  private final RecordFilter filter;
  private final @Nullable BucketCounts buckets;
  private final Summaries summaries;
  private final Map<String, Long> types = new HashMap<>();
  private final Map<String, Long> users = new HashMap<>();
  private final Map<String, Long> outcomes = new HashMap<>();
  private long total;
  private long otherUsers;
  private @Nullable String first;
  private @Nullable String last;

  StatsCount(StatsRequest request, Summaries summaries) {
    this.query = request.filter().toBuilder().oldestFirst().unlimited().build();
    this.filter = new RecordFilter(query);
    this.buckets = request.bucket() == null ? null : new BucketCounts(request.bucket());
    this.summaries = summaries;
  }

  /** What must be counted, oldest first. */
  AuditQuery query() {
    return query;
  }

  /** Counts a segment by its summary; false if it must be read. */
  boolean isCounted(int index) {
    SegmentSummary summary = summaries.any(index).orElse(null);
    if (summary == null) {
      return false;
    }
    if (!filter.mayAccept(summary)) {
      return true;
    }
    Map<String, Long> names = summary.users();
    if (names == null || !filter.acceptsAllOf(summary)) {
      return false;
    }
    if (buckets != null && !buckets.addAll(summary)) {
      return false;
    }
    total += summary.records();
    summary.types().forEach((type, n) -> types.merge(type, n, Long::sum));
    summary.outcomes().forEach((outcome, n) -> outcomes.merge(outcome, n, Long::sum));
    names.forEach(this::countUser);
    first = first == null ? summary.firstTimestamp() : first;
    last = summary.lastTimestamp();
    return true;
  }

  /** Counts all records of a query; the cursor is left open. */
  void count(RecordCursor records) {
    while (records.hasNext()) {
      count(records.next());
    }
  }

  AuditStats result(StoreSnapshot snapshot, long unreadable, @Nullable VerificationReport report) {
    long holding = snapshot.segments().stream().filter(s -> s.size() > 0).count();
    long bytes = snapshot.segments().stream().mapToLong(Segment::size).sum();
    return new AuditStats(
        total,
        descending(types),
        descending(users),
        otherUsers,
        descending(outcomes),
        first,
        last,
        holding,
        bytes,
        unreadable,
        buckets == null ? List.of() : buckets.result(),
        report);
  }

  private void count(AuditRecord record) {
    total++;
    types.merge(record.type(), 1L, Long::sum);
    record.outcome().ifPresent(outcome -> outcomes.merge(outcome, 1L, Long::sum));
    record.userId().ifPresent(user -> countUser(user, 1));
    String timestamp = record.timestampText();
    if (buckets != null) {
      buckets.add(timestamp, record.outcome().orElse(null));
    }
    first = first == null ? timestamp : first;
    last = timestamp;
  }

  private void countUser(String user, long records) {
    if (users.size() < MAX_USERS || users.containsKey(user)) {
      users.merge(user, records, Long::sum);
    } else {
      otherUsers += records;
    }
  }

  private static Map<String, Long> descending(Map<String, Long> counts) {
    Map<String, Long> sorted = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(e -> sorted.put(e.getKey(), e.getValue()));
    return sorted;
  }
}
