package io.offgrid.audit.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/**
 * One line of the table: something that is run once a round and tells how fast it was. On a machine
 * with other work to do, the processor time that it took tells more than its speed.
 */
final class Measurement {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final String name;
  private final String unit;
  private final DoubleSupplier run;
  private final List<Double> results = new ArrayList<>();
  private final List<Double> cpuSeconds = new ArrayList<>();

  /**
   * @param run does it once; returns its speed in the unit
   */
  Measurement(String name, String unit, DoubleSupplier run) {
    this.name = name;
    this.unit = unit;
    this.run = run;
  }

  void once() {
    long begin = SYSTEM.getProcessCpuTime();
    results.add(run.getAsDouble());
    cpuSeconds.add((SYSTEM.getProcessCpuTime() - begin) / 1e9);
  }

  /** Forgets what was for warming up. */
  void forget() {
    results.clear();
    cpuSeconds.clear();
  }

  /** The result of the last round. */
  double last() {
    return results.get(results.size() - 1);
  }

  static String heading() {
    return String.format(
        "%-28s %12s %12s %12s %-9s %12s", "", "median", "least", "most", "", "CPU s/round");
  }

  String row() {
    List<Double> sorted = results.stream().sorted().toList();
    String number = median(results) < 10 ? "%12.2f " : "%,12.0f ";
    return String.format(
        Locale.ROOT,
        "%-28s " + number.repeat(3) + "%-9s %12.3f",
        name,
        median(results),
        sorted.get(0),
        sorted.get(sorted.size() - 1),
        unit,
        median(cpuSeconds));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
