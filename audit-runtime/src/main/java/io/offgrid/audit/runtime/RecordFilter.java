package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.chain.Member;
import io.offgrid.audit.chain.RecordTimestamp;
import io.offgrid.audit.chain.RecordView;
import io.offgrid.audit.chain.SegmentSummary;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a query on records. Timestamps compare as text, since all have the same form.
 */
final class RecordFilter {
  private final AuditQuery query;
  private final List<String> types;
  private final @Nullable String userId;
  private final @Nullable String outcome;
  private final @Nullable String severity;
  private final @Nullable String since;
  private final @Nullable String until;

  RecordFilter(AuditQuery query) {
    this.query = query;
    types = query.types();
    userId = query.userId();
    outcome = query.outcome() == null ? null : query.outcome().word();
    severity = query.severity() == null ? null : query.severity().word();
    since = bound(query.since());
    until = bound(query.until());
  }

  /** Whether every record is accepted, of those with the wanted numbers. */
  boolean acceptsAll() {
    return acceptsAllOfTime() && since == null && until == null;
  }

  /** Whether time alone matters, besides numbers. */
  boolean acceptsAllOfTime() {
    return query.id() == null
        && types.isEmpty()
        && userId == null
        && outcome == null
        && severity == null
        && query.source() == null
        && query.target() == null
        && query.text() == null;
  }

  /** Whether a segment may hold a record that is accepted. */
  boolean mayAccept(SegmentSummary segment) {
    Map<String, Long> users = segment.users();
    return (types.isEmpty() || segment.types().keySet().stream().anyMatch(this::isOfType))
        && (userId == null || users == null || users.containsKey(userId))
        && (outcome == null || segment.outcomes().containsKey(outcome))
        && (severity == null || segment.severities().containsKey(severity))
        && (since == null || segment.maxTimestamp().compareTo(since) >= 0)
        && (until == null || segment.minTimestamp().compareTo(until) < 0)
        && acceptsNumbers(segment.lastSeq(), segment.firstSeq());
  }

  /** Whether all records of a segment are accepted. */
  boolean acceptsAllOf(SegmentSummary segment) {
    return acceptsAllOfTime()
        && acceptsNumbers(segment.firstSeq(), segment.lastSeq())
        && (since == null || segment.minTimestamp().compareTo(since) >= 0)
        && (until == null || segment.maxTimestamp().compareTo(until) < 0);
  }

  /** Whether the first number is above the lower bound, and the second below the upper one. */
  private boolean acceptsNumbers(long aboveLower, long belowUpper) {
    Long after = query.afterSeq();
    Long before = query.beforeSeq();
    return (after == null || aboveLower > after) && (before == null || belowUpper < before);
  }

  /**
   * Whether a record is accepted.
   *
   * @param seq its number
   */
  boolean accepts(long seq, RecordView record) {
    return acceptsNumbers(seq, seq) && accepts(record);
  }

  /** Whether a record is accepted, whatever its number. */
  boolean accepts(RecordView record) {
    return equal(query.id(), record, Member.ID)
        && (types.isEmpty() || isOfType(String.valueOf(record.text(Member.TYPE))))
        && equal(userId, record, Member.USER_ID)
        && equal(outcome, record, Member.OUTCOME)
        && equal(severity, record, Member.SEVERITY)
        && (since == null || timestamp(record).compareTo(since) >= 0)
        && (until == null || timestamp(record).compareTo(until) < 0)
        && equal(query.source(), record, Member.SOURCE)
        && equal(query.target(), record, Member.TARGET)
        && (query.text() == null || query.matchesText(record.text(Member.DETAILS)));
  }

  private boolean isOfType(String type) {
    for (String wanted : types) {
      boolean matches =
          wanted.endsWith("*")
              ? type.startsWith(wanted.substring(0, wanted.length() - 1))
              : type.equals(wanted);
      if (matches) {
        return true;
      }
    }
    return false;
  }

  private static boolean equal(@Nullable String wanted, RecordView record, Member member) {
    return wanted == null || wanted.equals(record.text(member));
  }

  private static String timestamp(RecordView record) {
    return String.valueOf(record.text(Member.TIMESTAMP));
  }

  /** A time as records write it; a fraction of a microsecond counts up to the next one. */
  private static @Nullable String bound(@Nullable Instant time) {
    if (time == null) {
      return null;
    }
    Instant micros = time.truncatedTo(ChronoUnit.MICROS);
    return RecordTimestamp.text(micros.equals(time) ? micros : micros.plus(1, ChronoUnit.MICROS));
  }
}
