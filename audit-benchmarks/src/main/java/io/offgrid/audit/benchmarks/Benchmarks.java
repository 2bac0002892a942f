package io.offgrid.audit.benchmarks;

import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.runtime.Durability;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Measures in rounds, everything once a round, so that all meet the same machine in the same mood;
 * prints a table of medians.
 */
public final class Benchmarks {
  private static final int WARM_UP = 2;
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final Options options;
  private final List<Measurement> measurements = new ArrayList<>();

  private Benchmarks(Options options) {
    this.options = options;
  }

  /** See {@link Options}. */
  public static void main(String[] args) throws Exception {
    Options options = Options.parse(args);
    try (Scratch verified = new Scratch(options.dir(), Durability.BUFFERED)) {
      Benchmarks benchmarks = new Benchmarks(options);
      benchmarks.recording();
      benchmarks.verifying(verified);
      benchmarks.run();
    }
  }

  private void recording() {
    Path dir = options.dir();
    for (int threads : new int[] {1, 4}) {
      add(
          "record buffered, " + threads + " threads",
          "events/s",
          () -> Recording.streamed(dir, threads, options.events()));
    }
    for (int threads : new int[] {1, 64}) {
      add(
          "record sync, " + threads + " threads",
          "events/s",
          () -> Recording.waitedFor(dir, threads, 200 * threads));
    }
  }

  private void verifying(Scratch verified) throws Exception {
    if (!"verify".startsWith(options.only())) {
      return;
    }
    Recording.stream(verified.log(), options.events());
    verified.log().flush();
    long bytes = verify(verified).bytes();
    HashTwice hashing = new HashTwice(verified.directory().resolve("events.log.1"));
    Measurement both =
        add("verify, base: hash twice", "MB/s", () -> hashing.megabytesPerSecond(CORES, bytes));
    Measurement log =
        add("verify", "MB/s", () -> bytes / Threads.seconds(1, () -> verify(verified)) / 1e6);
    add("verify, ratio to base", "", () -> log.last() / both.last());
  }

  private static VerificationReport verify(Scratch verified) {
    VerificationReport report = verified.log().verify(VerifyRequest.standard());
    if (report.verdict() != Verdict.OK) {
      throw new IllegalStateException("an intact log is " + report);
    }
    return report;
  }

  private Measurement add(String name, String unit, DoubleSupplier run) {
    Measurement measurement = new Measurement(name, unit, run);
    if (name.startsWith(options.only())) {
      measurements.add(measurement);
    }
    return measurement;
  }

  private void run() {
    for (int round = 0; round < WARM_UP + options.rounds(); round++) {
      if (round == WARM_UP) {
        measurements.forEach(Measurement::forget);
      }
      measurements.forEach(Measurement::once);
    }
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        "Java %s, %d cores, heap %d MiB, %d rounds%n",
        System.getProperty("java.version"), CORES, runtime.maxMemory() >> 20, options.rounds());
    System.out.println(Measurement.heading());
    measurements.forEach(measurement -> System.out.println(measurement.row()));
  }
}
