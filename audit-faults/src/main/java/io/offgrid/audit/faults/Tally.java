package io.offgrid.audit.faults;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was counted, by name, in the order in which it is told. Names are words without spaces or
 * {@code =}.
 */
record Tally(Map<String, Long> counts) {
  static final Tally NONE = new Tally(Map.of());

  Tally {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  static Tally of(String name, long count) {
    return NONE.and(name, count);
  }

  /** This and so many more of that name. */
  Tally and(String name, long count) {
    Map<String, Long> sum = new LinkedHashMap<>(counts);
    sum.merge(name, count, Long::sum);
    return new Tally(sum);
  }

  Tally plus(Tally other) {
    Tally sum = this;
    for (Map.Entry<String, Long> each : other.counts.entrySet()) {
      sum = sum.and(each.getKey(), each.getValue());
    }
    return sum;
  }

  /** As {@link #parse} reads it. */
  String line() {
    return counts.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining(" "));
  }

  static Tally parse(String line) {
    Map<String, Long> counts = new LinkedHashMap<>();
    Arrays.stream(line.split(" "))
        .map(each -> each.split("=", 2))
        .filter(each -> each.length == 2)
        .forEach(each -> counts.put(each[0], Long.valueOf(each[1])));
    return new Tally(counts);
  }

  /** For people: {@code 10,000 killed, 3 doubled}. */
  @Override
  public String toString() {
    return counts.entrySet().stream()
        .map(each -> String.format(Locale.ROOT, "%,d %s", each.getValue(), each.getKey()))
        .collect(Collectors.joining(", "));
  }
}
