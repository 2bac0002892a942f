package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.AuditStats;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.StoreSnapshot;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the records of a snapshot. Memory is bounded however many users there are. */
final class StatsCount {
  private static final int MAX_USERS = 10_000;

  private final Map<String, Long> types = new HashMap<>();
  private final Map<String, Long> users = new HashMap<>();
  private final Map<String, Long> outcomes = new HashMap<>();
  private long total;
  private long otherUsers;
  private @Nullable String first;
  private @Nullable String last;

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
        report);
  }

  static AuditQuery query(io.offgrid.audit.StatsRequest request) {
    return AuditQuery.builder().since(request.since()).until(request.until()).build();
  }

  private void count(AuditRecord record) {
    total++;
    types.merge(record.type(), 1L, Long::sum);
    record.outcome().ifPresent(outcome -> outcomes.merge(outcome, 1L, Long::sum));
    record.userId().ifPresent(this::countUser);
    String timestamp = record.timestampText();
    first = first == null ? timestamp : first;
    last = timestamp;
  }

  private void countUser(String user) {
    if (users.size() < MAX_USERS || users.containsKey(user)) {
      users.merge(user, 1L, Long::sum);
    } else {
      otherUsers++;
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
