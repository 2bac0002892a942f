package io.offgrid.audit.server;

import io.offgrid.audit.AuditLog;
import io.offgrid.audit.LogMetrics;
import io.offgrid.audit.runtime.SinkStatus;
import io.offgrid.audit.runtime.config.AuditDeployment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether the server can do its work: record. A sink that fails does not keep it from that, and is
 * only told of; what it did not take waits in the log. Safe for use by any number of threads.
 */
final class Readiness {
  /** A disk that takes longer than this for one write hangs. */
  private static final Duration LONGEST_WRITE = Duration.ofSeconds(30);

  private static final List<String> FINE = List.of("forwarding", "waiting", "disabled");

  private final AuditDeployment deployment;
  private final AuditLog log;
  private final SinkWatch sinks;
  private final boolean enabled;

  /**
   * @param enabled whether anything is to be recorded at all
   */
  Readiness(AuditDeployment deployment, AuditLog log, SinkWatch sinks, boolean enabled) {
    this.deployment = deployment;
    this.log = log;
    this.sinks = sinks;
    this.enabled = enabled;
  }

  /** One thing that was looked at. */
  record Check(String name, boolean ok, String detail) {}

  /** All of them. */
  List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    Optional<String> complaint = deployment.check();
    checks.add(
        new Check(
            "store", complaint.isEmpty(), complaint.orElse("it can be written, and has room")));
    checks.add(enabled ? recording(log.metrics()) : new Check("recording", true, "disabled"));
    checks.add(new Check("sinks", true, sinks()));
    return checks;
  }

  private static Check recording(LogMetrics metrics) {
    if (metrics.writing().compareTo(LONGEST_WRITE) > 0) {
      return new Check(
          "recording",
          false,
          "a write has been going on for %d s".formatted(metrics.writing().toSeconds()));
    }
    return new Check(
        "recording", metrics.failure().isEmpty(), metrics.failure().orElse("it works"));
  }

  private String sinks() {
    List<SinkStatus> all = sinks.all();
    String troubled =
        all.stream()
            .filter(sink -> !FINE.contains(sink.state()))
            .map(
                sink ->
                    "%s is %s, %,d events behind"
                        .formatted(sink.name(), sink.state(), sink.behindEvents()))
            .collect(Collectors.joining("; "));
    return troubled.isEmpty() ? all.size() + " of " + all.size() + " without trouble" : troubled;
  }
}
