package io.offgrid.audit.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table: something that is run once a round and tells how fast it was. On a machine
 * with other work to do, the processor time that it took tells more than its speed.
 */
final class Measurement {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final String name;
  private final String unit;
  private final @Nullable Measurement base;
  private final DoubleSupplier run;
  private final List<Double> results = new ArrayList<>();
  private final List<Double> ratios = new ArrayList<>();
  private final List<Double> cpuSeconds = new ArrayList<>();

  /**
   * @param run does it once; returns its speed in the unit
   */
  Measurement(String name, String unit, DoubleSupplier run) {
    this(name, unit, null, run);
  }

  /**
   * @param base what it is compared with; measured before it in each round
   */
  Measurement(String name, String unit, @Nullable Measurement base, DoubleSupplier run) {
    this.name = name;
    this.unit = unit;
    this.base = base;
    this.run = run;
  }

  String name() {
    return name;
  }

  void once() {
    long begin = SYSTEM.getProcessCpuTime();
    double result = run.getAsDouble();
    results.add(result);
    cpuSeconds.add((SYSTEM.getProcessCpuTime() - begin) / 1e9);
    if (base != null && !base.results.isEmpty()) {
      ratios.add(result / base.last());
    }
  }

  /** The result of the last round. */
  double last() {
    return results.get(results.size() - 1);
  }

  /** The results of the rounds that count. */
  List<Double> results() {
    return List.copyOf(results);
  }

  String unit() {
    return unit;
  }

  /** Forgets what was for warming up. */
  void forget() {
    results.clear();
    ratios.clear();
    cpuSeconds.clear();
  }

  static String heading() {
    return String.format(
        "%-34s %11s %11s %11s %-9s %8s %7s",
        "", "median", "least", "most", "", "CPU s", "ratio (least to most)");
  }

  String row() {
    String number = Math.abs(median(results)) < 10 ? "%11.2f " : "%,11.0f ";
    return String.format(
        Locale.ROOT,
        "%-34s " + number.repeat(3) + "%-9s %8.3f %s",
        name,
        median(results),
        least(results),
        most(results),
        unit,
        median(cpuSeconds),
        ratio());
  }

  private String ratio() {
    return ratios.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT, "%7.2f (%.2f to %.2f)", median(ratios), least(ratios), most(ratios));
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  static double least(List<Double> values) {
    return values.stream().min(Double::compare).orElseThrow();
  }

  static double most(List<Double> values) {
    return values.stream().max(Double::compare).orElseThrow();
  }
}
