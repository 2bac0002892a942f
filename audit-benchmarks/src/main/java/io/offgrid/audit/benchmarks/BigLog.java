package io.offgrid.audit.benchmarks;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.runtime.VerifyOnStart;
import io.offgrid.audit.runtime.config.AuditConfig;
import io.offgrid.audit.runtime.config.AuditDeployment;
import io.offgrid.audit.runtime.config.ConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * A log of so many events with a configuration that the installed command finds, recorded once and
 * kept for the next time.
 *
 * @param home what {@code OFFGRID_HOME} names
 */
record BigLog(Path home, int events) {
  /** One event in a million is of this type. */
  static final String RARE = "rare";

  private static final int RARELY = 1_000_000;
  private static final String CONFIG =
      "audit: {origin: benchmark, durability: buffered, max_age_days: 36500, retention_days: 36500}\n";

  static BigLog of(Path parent, int events) throws Exception {
    BigLog log = new BigLog(parent.resolve("log-" + events).toAbsolutePath().normalize(), events);
    Path whole = log.home.resolve("whole");
    if (!Files.exists(whole)) {
      System.err.printf("recording %,d events in %s%n", events, log.home);
      delete(log.home);
      Files.createDirectories(log.home);
      Files.writeString(log.home.resolve("config.yaml"), CONFIG);
      Files.writeString(
          log.home.resolve("verifying.yaml"),
          CONFIG.replace("audit: {", "audit: {verify_on_start: full, "));
      log.record();
      Files.createFile(whole);
    }
    return log;
  }

  private AuditDeployment deployment() {
    return AuditConfig.load(ConfigSource.in(home, Map.of())).deploy();
  }

  private void record() throws Exception {
    try (AuditDeployment deployment = deployment();
        AuditLog log = deployment.openLog(VerifyOnStart.OFF)) {
      Future<?> last = CompletableFuture.completedFuture(log);
      int every = Math.min(events, RARELY);
      for (int i = 0; i < events; i++) {
        last =
            log.record(
                i % every == every / 2 ? AuditEvent.builder(RARE).build() : SampleEvents.event(i));
      }
      last.get();
    }
  }

  /** Opens it for reading, in this process. */
  void read(Reading reading) throws Exception {
    try (AuditDeployment deployment = deployment();
        AuditLogReader reader = deployment.openReader()) {
      reading.run(reader);
    }
  }

  /** What is done with the open log. */
  @FunctionalInterface
  interface Reading {
    void run(AuditLogReader reader) throws Exception;
  }

  /** Files with events, oldest first. */
  List<Path> segments() throws IOException {
    List<Path> segments = new ArrayList<>();
    for (int i = 1; Files.exists(home.resolve("audit/events.log." + i)); i++) {
      segments.add(home.resolve("audit/events.log." + i));
    }
    segments.add(home.resolve("audit/events.log"));
    return segments;
  }

  long bytes() throws IOException {
    long bytes = 0;
    for (Path segment : segments()) {
      bytes += Files.size(segment);
    }
    return bytes;
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
