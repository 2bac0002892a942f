package io.offgrid.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Which records to read, and in which order. All conditions must hold; an absent one always does.
 *
 * @param id exactly
 * @param types any of these; {@code auth*} means all that begin with {@code auth}; empty means all
 * @param source exactly
 * @param target exactly
 * @param text occurs in the details as they stand in the record (RFC 8785, JSON), ignoring case
 * @param since not older than this
 * @param until older than this
 * @param afterSeq only records with a larger number than this; to go on where a reader stopped
 * @param beforeSeq only records with a smaller number than this; for the next page, newest first
 * @param order in which records are returned; the limit counts from its beginning
 * @param limit at most so many; absent means all
 * @param scanBytes stop after about so many bytes of the log were looked through; absent means all.
 *     {@link RecordCursor#isCutShort()} then tells, and {@link RecordCursor#lastSeq()} where
 */
public record AuditQuery(
    @Nullable String id,
    List<String> types,
    @Nullable String userId,
    @Nullable Outcome outcome,
    @Nullable Severity severity,
    @Nullable String source,
    @Nullable String target,
    @Nullable String text,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable Long afterSeq,
    @Nullable Long beforeSeq,
    Order order,
    @Nullable Long limit,
    @Nullable Long scanBytes) {

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
    if (scanBytes != null && scanBytes <= 0) {
      throw new IllegalArgumentException("scanBytes must be positive: " + scanBytes);
    }
  }

  /** Everything, oldest first. */
  public static AuditQuery all() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A builder that has all of this. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.id = id;
    builder.types.addAll(types);
    builder.userId = userId;
    builder.outcome = outcome;
    builder.severity = severity;
    builder.source = source;
    builder.target = target;
    builder.text = text;
    builder.since = since;
    builder.until = until;
    builder.afterSeq = afterSeq;
    builder.beforeSeq = beforeSeq;
    builder.order = order;
    builder.limit = limit;
    builder.scanBytes = scanBytes;
    return builder;
  }

  /** Whether all conditions hold for this record; order and limit do not matter. */
  public boolean matches(AuditRecord record) {
    return (id == null || record.id().equals(id))
        && matchesType(record.type())
        && (userId == null || record.userId().filter(userId::equals).isPresent())
        && (outcome == null || record.outcome().filter(outcome.word()::equals).isPresent())
        && (severity == null || record.severity().filter(severity.word()::equals).isPresent())
        && (source == null || record.source().filter(source::equals).isPresent())
        && (target == null || record.target().filter(target::equals).isPresent())
        && (since == null || !record.timestamp().isBefore(since))
        && (until == null || record.timestamp().isBefore(until))
        && (afterSeq == null || record.seq() > afterSeq)
        && (beforeSeq == null || record.seq() < beforeSeq)
        && matchesText(record.detailsJson().orElse(null));
  }

  /**
   * Whether the wanted text, if one is wanted, occurs in details.
   *
   * @param detailsJson as they stand in a record; null where it has none
   */
  public boolean matchesText(@Nullable String detailsJson) {
    return text == null
        || (detailsJson != null
            && detailsJson
                .toLowerCase(Locale.ROOT)
                .contains(JsonEscapes.of(text).toLowerCase(Locale.ROOT)));
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
    private @Nullable String id;
    private final List<String> types = new ArrayList<>();
    private @Nullable String userId;
    private @Nullable Outcome outcome;
    private @Nullable Severity severity;
    private @Nullable String source;
    private @Nullable String target;
    private @Nullable String text;
    private @Nullable Instant since;
    private @Nullable Instant until;
    private @Nullable Long afterSeq;
    private @Nullable Long beforeSeq;
    private Order order = Order.OLDEST_FIRST;
    private @Nullable Long limit;
    private @Nullable Long scanBytes;

    private Builder() {}

    /** Only the record of this id. */
    public Builder id(@Nullable String id) {
      this.id = id;
      return this;
    }

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

    public Builder source(@Nullable String source) {
      this.source = source;
      return this;
    }

    public Builder target(@Nullable String target) {
      this.target = target;
      return this;
    }

    /** Occurs in the details, ignoring case. */
    public Builder text(@Nullable String text) {
      this.text = text;
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

    /** Only what was recorded after the record of this number. */
    public Builder afterSeq(@Nullable Long seq) {
      this.afterSeq = seq;
      return this;
    }

    /** Only what was recorded before the record of this number. */
    public Builder beforeSeq(@Nullable Long seq) {
      this.beforeSeq = seq;
      return this;
    }

    public Builder newestFirst() {
      order = Order.NEWEST_FIRST;
      return this;
    }

    public Builder oldestFirst() {
      order = Order.OLDEST_FIRST;
      return this;
    }

    /** At most so many records, not negative. */
    public Builder limit(long limit) {
      this.limit = limit;
      return this;
    }

    /** Looks through about so many bytes at the most. */
    public Builder scanBytes(long bytes) {
      this.scanBytes = bytes;
      return this;
    }

    /** All records, however many, and however much must be looked through. */
    public Builder unlimited() {
      limit = null;
      scanBytes = null;
      return this;
    }

    public AuditQuery build() {
      return new AuditQuery(
          id, types, userId, outcome, severity, source, target, text, since, until, afterSeq,
          beforeSeq, order, limit, scanBytes);
    }
  }
}
