package io.offgrid.audit.runtime;

import io.offgrid.audit.SinkCounts;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was delivered to a sink since this process began to. Safe for use by several threads. */
final class SinkMetrics {
  private final Clock clock;
  private long deliveries;
  private long records;
  private long failures;
  private @Nullable Instant lastSuccess;
  private @Nullable Instant lastFailure;
  private @Nullable String lastError;

  SinkMetrics(Clock clock) {
    this.clock = clock;
  }

  synchronized void delivered(int count) {
    deliveries++;
    records += count;
    lastSuccess = clock.instant();
  }

  synchronized void failed(Throwable error) {
    failures++;
    lastFailure = clock.instant();
    lastError = error.getMessage() == null ? error.toString() : error.getMessage();
  }

  /** The counts, all of one moment. */
  synchronized SinkCounts counts(String sink) {
    return new SinkCounts(sink, deliveries, records, failures);
  }

  /** Calls that handed records over. */
  synchronized long deliveries() {
    return deliveries;
  }

  synchronized Optional<Instant> lastSuccess() {
    return Optional.ofNullable(lastSuccess);
  }

  synchronized Optional<Instant> lastFailure() {
    return Optional.ofNullable(lastFailure);
  }

  synchronized Optional<String> lastError() {
    return Optional.ofNullable(lastError);
  }
}
