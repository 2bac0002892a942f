package io.offgrid.audit.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Measures in rounds, everything once a round, so that all meet the same machine in the same mood;
 * prints a table of medians.
 */
final class Rounds {
  static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int WARM_UP = 2;

  private final Options options;
  private final List<Measurement> measurements = new ArrayList<>();

  Rounds(Options options) {
    this.options = options;
  }

  /** Whether something of this name is to be measured. */
  boolean wants(String name) {
    return name.startsWith(options.only());
  }

  Measurement add(String name, String unit, DoubleSupplier run) {
    return add(new Measurement(name, unit, run));
  }

  /** The row also shows the ratio to the base of the same round. */
  Measurement add(String name, String unit, Measurement base, DoubleSupplier run) {
    return add(new Measurement(name, unit, base, run));
  }

  private Measurement add(Measurement measurement) {
    if (wants(measurement.name())) {
      measurements.add(measurement);
    }
    return measurement;
  }

  void run() {
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
