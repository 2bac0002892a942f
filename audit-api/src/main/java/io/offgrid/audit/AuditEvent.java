package io.offgrid.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened and must be remembered: what, who, from where, on what, how it ended.
 * Immutable and safe to share between threads.
 *
 * <p>Strings and details are taken as they are. Values that a record cannot hold (a lone surrogate,
 * an integer beyond ±(2^53−1), a text that is too long) are repaired by the log when the event is
 * recorded, and the record says so; they never keep an event out of the log.
 */
public final class AuditEvent {
  private final String type;
  private final @Nullable String userId;
  private final @Nullable Outcome outcome;
  private final @Nullable Severity severity;
  private final @Nullable String source;
  private final @Nullable String target;
  private final Map<String, @Nullable Object> details;

  private AuditEvent(Builder builder) {
    type = builder.type;
    userId = builder.userId;
    outcome = builder.outcome;
    severity = builder.severity;
    source = builder.source;
    target = builder.target;
    details = DetailsCopy.of(builder.details);
  }

  /**
   * Begins an event.
   *
   * @param type {@code [a-z][a-z0-9_.]{0,63}}; {@link EventTypes} has the well-known ones
   * @throws InvalidEventException if the type is malformed or reserved for the log itself
   */
  public static Builder builder(String type) {
    EventTypes.requireRecordable(Objects.requireNonNull(type, "type"));
    return new Builder(type);
  }

  public String type() {
    return type;
  }

  public Optional<String> userId() {
    return Optional.ofNullable(userId);
  }

  public Optional<Outcome> outcome() {
    return Optional.ofNullable(outcome);
  }

  public Optional<Severity> severity() {
    return Optional.ofNullable(severity);
  }

  public Optional<String> source() {
    return Optional.ofNullable(source);
  }

  public Optional<String> target() {
    return Optional.ofNullable(target);
  }

  /** Unmodifiable, in the order given: null, String, Boolean, Number, List and Map values. */
  public Map<String, @Nullable Object> details() {
    return details;
  }

  @Override
  public String toString() {
    return "AuditEvent[" + type + (userId == null ? "" : ", user " + userId) + "]";
  }

  /** Collects the members of an event. Not safe for use by several threads. */
  public static final class Builder {
    private final String type;
    private @Nullable String userId;
    private @Nullable Outcome outcome;
    private @Nullable Severity severity;
    private @Nullable String source;
    private @Nullable String target;
    private final Map<String, @Nullable Object> details = new LinkedHashMap<>();

    private Builder(String type) {
      this.type = type;
    }

    /** Who did it. */
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

    /** Where it came from: an address, a host, a service. */
    public Builder source(@Nullable String source) {
      this.source = source;
      return this;
    }

    /** What it was done to. */
    public Builder target(@Nullable String target) {
      this.target = target;
      return this;
    }

    /** Adds one member to the details, replacing one of the same name. */
    public Builder detail(String name, @Nullable Object value) {
      details.put(Objects.requireNonNull(name, "name"), value);
      return this;
    }

    /** Adds all members of a map to the details. */
    public Builder details(Map<String, ? extends @Nullable Object> members) {
      details.putAll(members);
      return this;
    }

    /**
     * The event, with a deep copy of the details.
     *
     * @throws InvalidEventException if the details hold something that is not a JSON value, or nest
     *     over 1,000 deep
     */
    public AuditEvent build() {
      return new AuditEvent(this);
    }
  }
}
