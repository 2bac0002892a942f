package io.offgrid.audit.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the members of a {@link RecordFixture}. Not safe for use by several threads. */
public final class RecordFixtureBuilder {
  private final long seq;
  private String timestamp;
  private String type = "auth_success";
  private @Nullable String userId;
  private @Nullable String outcome;
  private @Nullable String severity;
  private @Nullable String source;
  private @Nullable String target;
  private @Nullable String details;
  private List<String> repairs = List.of();

  RecordFixtureBuilder(long seq) {
    this.seq = seq;
    timestamp = String.format("2024-01-15T10:30:00.%06dZ", seq % 1_000_000);
  }

  /** RFC 3339 with six fractional digits. */
  public RecordFixtureBuilder timestamp(String text) {
    timestamp = text;
    return this;
  }

  public RecordFixtureBuilder type(String word) {
    type = word;
    return this;
  }

  public RecordFixtureBuilder userId(@Nullable String text) {
    userId = text;
    return this;
  }

  public RecordFixtureBuilder outcome(@Nullable String word) {
    outcome = word;
    return this;
  }

  public RecordFixtureBuilder severity(@Nullable String word) {
    severity = word;
    return this;
  }

  public RecordFixtureBuilder source(@Nullable String text) {
    source = text;
    return this;
  }

  public RecordFixtureBuilder target(@Nullable String text) {
    target = text;
    return this;
  }

  /** Canonical JSON, an object with at least one member; taken as it is. */
  public RecordFixtureBuilder details(@Nullable String json) {
    details = json;
    return this;
  }

  public RecordFixtureBuilder repairs(String... lines) {
    repairs = List.of(lines);
    return this;
  }

  public RecordFixture build() {
    return new RecordFixture(
        String.format("evt_%026d", seq),
        seq,
        timestamp,
        type,
        userId,
        outcome,
        severity,
        source,
        target,
        details,
        repairs,
        "1eb7cdc2",
        String.format("hmac-sha256:%064x", seq),
        String.format("sha256:%064x", seq - 1));
  }
}
