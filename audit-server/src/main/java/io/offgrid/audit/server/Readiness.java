package io.offgrid.audit.server;

import io.offgrid.audit.AuditLog;
import io.offgrid.audit.LogMetrics;
import io.offgrid.audit.runtime.SinkStatus;
import io.offgrid.audit.runtime.config.AuditDeployment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Whether the server can do its work: record. Answers within a second also when a disk hangs, and
 * throws nothing. Safe for use by any number of threads.
 *
 * <p>A sink that is held or stopped, or so far behind that half of the retention period is over, is
 * told of but does not make the server unready: what it did not take waits in the log, and nobody
 * should be kept from recording by it.
 *
 * <p>Where the last write failed, asking has the log try again, at most once a second: a server
 * that is not ready may be sent no events, and would never find out that it can record again.
 */
final class Readiness {
  /** A disk that takes longer than this for one write hangs. */
  private static final Duration LONGEST_WRITE = Duration.ofSeconds(30);

  private static final List<String> FINE = List.of("forwarding", "waiting", "disabled");

  private final AuditDeployment deployment;
  private final AuditLog log;
  private final StoreWatch store;
  private final SinkWatch sinks;
  private final Glance<Boolean> again;

  /**
   * @param threads to try again on
   * @param nanos as {@link System#nanoTime}
   */
  Readiness(
      AuditDeployment deployment,
      AuditLog log,
      StoreWatch store,
      SinkWatch sinks,
      Executor threads,
      LongSupplier nanos) {
    this.deployment = deployment;
    this.log = log;
    this.store = store;
    this.sinks = sinks;
    this.again =
        new Glance<>(
            "Recording still fails",
            this::tryAgain,
            Glance.Timing.every(Duration.ofSeconds(1)),
            threads,
            nanos);
  }

  private Boolean tryAgain() {
    log.flush();
    return true;
  }

  /** One thing that was looked at. */
  record Check(String name, boolean ok, String detail) {}

  /** All of them. */
  List<Check> checks() {
    Optional<StoreWatch.Seen> seen = store.now();
    return List.of(writable(seen), disk(seen), recording(), sinks());
  }

  private static Check writable(Optional<StoreWatch.Seen> seen) {
    if (seen.isEmpty()) {
      return new Check("store", false, "it does not answer");
    }
    Optional<String> complaint = seen.get().complaint();
    return new Check("store", complaint.isEmpty(), complaint.orElse("it can be written"));
  }

  private Check disk(Optional<StoreWatch.Seen> seen) {
    if (seen.isEmpty()) {
      return new Check("disk", false, "how much is free cannot be told");
    }
    FreeSpace free = new FreeSpace(seen.get().usableBytes(), deployment.maxSegmentBytes());
    return new Check("disk", free.isEnough(), free.text());
  }

  private Check recording() {
    if (!deployment.enabled()) {
      return new Check("recording", true, "disabled");
    }
    LogMetrics metrics = log.metrics();
    if (metrics.failure().isPresent()) {
      again.now();
      metrics = log.metrics();
    }
    if (metrics.writing().compareTo(LONGEST_WRITE) > 0) {
      return new Check(
          "recording",
          false,
          "a write has been going on for %d s".formatted(metrics.writing().toSeconds()));
    }
    return new Check(
        "recording", metrics.failure().isEmpty(), metrics.failure().orElse("it works"));
  }

  private Check sinks() {
    return new Check("sinks", true, sinks.all().map(this::text).orElse("they cannot be told"));
  }

  private String text(List<SinkStatus> all) {
    String troubled =
        all.stream()
            .filter(sink -> !FINE.contains(sink.state()) || isLate(sink))
            .map(this::text)
            .collect(Collectors.joining("; "));
    return troubled.isEmpty() ? all.size() + " of " + all.size() + " without trouble" : troubled;
  }

  private boolean isLate(SinkStatus sink) {
    return sink.behindTime().compareTo(deployment.retention().dividedBy(2)) > 0;
  }

  private String text(SinkStatus sink) {
    String text =
        "%s is %s, %,d events behind".formatted(sink.name(), sink.state(), sink.behindEvents());
    return isLate(sink)
        ? text
            + ", the oldest of them %d days old; retention is %d days"
                .formatted(sink.behindTime().toDays(), deployment.retention().toDays())
        : text;
  }
}
