package io.offgrid.audit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text format 0.0.4 of Prometheus as strictly as its description puts it ("Exposition
 * formats"), and fails for what {@code promtool check metrics} would complain of: what has no help,
 * counters that do not end in {@code _total}, units that are not base units.
 */
final class Exposition {
  private static final Pattern COMMENT =
      Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL =
      Pattern.compile("\\G([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\\"n])*)\"(?:,|$)");
  private static final Pattern VALUE =
      Pattern.compile("[-+]?[0-9]+(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|NaN|[-+]Inf");
  private static final Set<String> TYPES =
      Set.of("counter", "gauge", "summary", "histogram", "untyped");
  private static final Pattern NO_BASE_UNIT =
      Pattern.compile(".*_(milliseconds|millis|ms|nanos|minutes|kilobytes|kb|megabytes|mb)(_.*)?");

  private final Map<String, Double> samples = new TreeMap<>();
  private final Map<String, String> types = new LinkedHashMap<>();
  private final Map<String, Set<String>> labels = new TreeMap<>();
  private String family = "";
  private String helped = "";

  private Exposition() {}

  /** All of it, once it has been found right. */
  static Exposition of(String text) {
    assertThat(text).endsWith("\n").doesNotContain("\r");
    Exposition read = new Exposition();
    for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
      if (line.startsWith("#")) {
        read.comment(line);
      } else {
        read.sample(line);
      }
    }
    return read;
  }

  private void comment(String line) {
    Matcher comment = COMMENT.matcher(line);
    assertThat(comment.matches()).as(line).isTrue();
    String name = comment.group(2);
    if (comment.group(1).equals("HELP")) {
      assertThat(types).as("comes once, with all its samples: " + line).doesNotContainKey(name);
      helped = name;
      return;
    }
    assertThat(helped).as("help comes before " + line).isEqualTo(name);
    assertThat(TYPES).as(line).contains(comment.group(3));
    assertThat(types.put(name, comment.group(3))).as(line).isNull();
    family = name;
    assertThat(comment.group(3).equals("counter")).as(line).isEqualTo(name.endsWith("_total"));
    assertThat(name).doesNotMatch(NO_BASE_UNIT);
  }

  private void sample(String line) {
    Matcher sample = SAMPLE.matcher(line);
    assertThat(sample.matches()).as(line).isTrue();
    assertThat(sample.group(3)).as(line).matches(VALUE);
    String name = sample.group(1);
    assertThat(names(family)).as("belongs to what was announced: " + line).contains(name);
    String text = sample.group(2) == null ? "" : labels(sample.group(2));
    String key = text.isEmpty() ? name : name + "{" + text + "}";
    double value = number(sample.group(3));
    assertThat(samples.put(key, value)).as("comes once: " + line).isNull();
    if (!"gauge".equals(types.get(family))) {
      assertThat(value).as(line).isNotNegative();
    }
  }

  private List<String> names(String announced) {
    return switch (types.getOrDefault(announced, "")) {
      case "summary" -> List.of(announced, announced + "_sum", announced + "_count");
      case "histogram" -> List.of(announced + "_bucket", announced + "_sum", announced + "_count");
      case "" -> List.of();
      default -> List.of(announced);
    };
  }

  private String labels(String text) {
    Matcher label = LABEL.matcher(text);
    Set<String> names = new TreeSet<>();
    List<String> pairs = new ArrayList<>();
    int end = 0;
    while (label.find()) {
      assertThat(names.add(label.group(1))).as(text).isTrue();
      labels.computeIfAbsent(label.group(1), unused -> new TreeSet<>()).add(label.group(2));
      pairs.add(label.group(1) + "=" + label.group(2));
      end = label.end();
    }
    assertThat(end).as(text).isEqualTo(text.length());
    return String.join(",", pairs);
  }

  private static double number(String text) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** Values by name, with labels behind it as {@code name{label=value,…}}, as they stand there. */
  Map<String, Double> samples() {
    return samples;
  }

  /** Names of samples without labels. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    samples.keySet().forEach(key -> names.add(key.replaceFirst("\\{.*", "")));
    return names;
  }

  /** All values that a label has. */
  Set<String> values(String label) {
    return labels.getOrDefault(label, Set.of());
  }

  /** All names of labels. */
  Set<String> labelNames() {
    return labels.keySet();
  }
}
