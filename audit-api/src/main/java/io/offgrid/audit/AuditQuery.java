package io.offgrid.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Which records to read, and in which order. All conditions must hold; an absent one always does.
 *
 * @param types any of these; {@code auth*} means all that begin with {@code auth}; empty means all
 * @param since not older than this
 * @param until older than this
 * @param order in which records are returned; the limit counts from its beginning
 * @param limit at most so many; absent means all
 */
public record AuditQuery(
    List<String> types,
    @Nullable String userId,
    @Nullable Outcome outcome,
    @Nullable Severity severity,
    @Nullable Instant since,
    @Nullable Instant until,
    Order order,
    @Nullable Long limit) {

  /** The order of the log, or its reverse. */
  public enum Order {
    OLDEST_FIRST,
    NEWEST_FIRST
  }

  public AuditQuery {
    types = List.copyOf(types);
    if (limit != null && limit < 0) {
      throw new IllegalArgumentException("limit must not be negative: " + limit);
    }
  }

  /** Everything, oldest first. */
  public static AuditQuery all() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Whether all conditions hold for this record; order and limit do not matter. */
  public boolean matches(AuditRecord record) {
    return matchesType(record.type())
        && (userId == null || record.userId().filter(userId::equals).isPresent())
        && (outcome == null || record.outcome().filter(outcome.word()::equals).isPresent())
        && (severity == null || record.severity().filter(severity.word()::equals).isPresent())
        && (since == null || !record.timestamp().isBefore(since))
        && (until == null || record.timestamp().isBefore(until));
  }

  private boolean matchesType(String type) {
    return types.isEmpty()
        || types.stream()
            .anyMatch(
                wanted ->
                    wanted.endsWith("*")
                        ? type.startsWith(wanted.substring(0, wanted.length() - 1))
                        : type.equals(wanted));
  }

  /** The limit, if there is one. */
  public OptionalLong maxRecords() {
    return limit == null ? OptionalLong.empty() : OptionalLong.of(limit);
  }

  /** Collects conditions. Not safe for use by several threads. */
  public static final class Builder {
    private final List<String> types = new ArrayList<>();
    private @Nullable String userId;
    private @Nullable Outcome outcome;
    private @Nullable Severity severity;
    private @Nullable Instant since;
    private @Nullable Instant until;
    private Order order = Order.OLDEST_FIRST;
    private @Nullable Long limit;

    private Builder() {}

    /** Adds a type; the last character may be {@code *}. */
    public Builder type(String type) {
      types.add(type);
      return this;
    }

    public Builder userId(@Nullable String userId) {
      this.userId = userId;
      return this;
    }

    public Builder outcome(@Nullable Outcome outcome) {
      this.outcome = outcome;
      return this;
    }

    public Builder severity(@Nullable Severity severity) {
      this.severity = severity;
      return this;
    }

    /** Inclusive. */
    public Builder since(@Nullable Instant since) {
      this.since = since;
      return this;
    }

    /** Exclusive. */
    public Builder until(@Nullable Instant until) {
      this.until = until;
      return this;
    }

    public Builder newestFirst() {
      order = Order.NEWEST_FIRST;
      return this;
    }

    /** At most so many records, not negative. */
    public Builder limit(long limit) {
      this.limit = limit;
      return this;
    }

    public AuditQuery build() {
      return new AuditQuery(types, userId, outcome, severity, since, until, order, limit);
    }
  }
}
