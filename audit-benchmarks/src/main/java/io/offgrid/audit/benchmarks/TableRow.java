package io.offgrid.audit.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Something that was measured, next to something else that was measured in the same rounds.
 *
 * @param what is measured
 * @param base what it is compared with
 */
record TableRow(String what, Measurement measured, Measurement base, Aim aim) {
  static final String HEADING =
      """
      | what | measured | next to | measured | ratio (least to most) | aim | |
      | --- | ---: | --- | ---: | ---: | --- | --- |
      """;

  String markdown() {
    List<Double> ratios = ratios();
    double ratio = Measurement.median(ratios);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s | %s | %s |%n",
        what,
        figure(measured),
        base.name(),
        figure(base),
        spread(ratios, ratio),
        aim.text(),
        aim.verdict(ratio));
  }

  /** Of each round, in which both met the machine in the same mood. */
  private List<Double> ratios() {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < measured.results().size(); i++) {
      ratios.add(measured.results().get(i) / base.results().get(i));
    }
    return ratios;
  }

  private static String spread(List<Double> ratios, double ratio) {
    return ratios.size() == 1
        ? number(ratio)
        : number(ratio)
            + " ("
            + number(Measurement.least(ratios))
            + " to "
            + number(Measurement.most(ratios))
            + ")";
  }

  private static String figure(Measurement measurement) {
    return number(Measurement.median(measurement.results())) + " " + measurement.unit();
  }

  private static String number(double value) {
    String format = value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : value >= 0.1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }
}
