package io.offgrid.audit.server;

import io.javalin.http.Context;
import io.offgrid.audit.runtime.config.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parameters of a query, and what is wrong with them. Functions only, for any thread. */
final class Parameters {
  /** The one that may be there more than once. */
  private static final String REPEATABLE = "type";

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(ms|s|m|h|d)");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private Parameters() {}

  static List<String> join(List<String> names, String... more) {
    List<String> all = new ArrayList<>(names);
    all.addAll(List.of(more));
    return List.copyOf(all);
  }

  /**
   * Checks that a request has none but these.
   *
   * @throws Problem 400, with the name that was probably meant
   */
  static void check(Context request, Route route) {
    for (Map.Entry<String, List<String>> given : request.queryParamMap().entrySet()) {
      String name = given.getKey();
      if (!route.parameters().contains(name)) {
        throw Problem.parameter(
            Shown.text(name),
            "%s is not a parameter of %s%s"
                .formatted(Shown.text(name), route.title(), hint(name, route.parameters())));
      }
      if (given.getValue().size() > 1 && !name.equals(REPEATABLE)) {
        throw Problem.parameter(name, name + " is given more than once");
      }
    }
  }

  private static String hint(String name, List<String> known) {
    if (known.isEmpty()) {
      return "; it has none";
    }
    return Nearest.to(name, known)
        .map(near -> "; did you mean " + near + "?")
        .orElse("; there are " + String.join(", ", known));
  }

  /** A whole number. */
  static int number(Context request, String name, int least, int most, int standard) {
    String text = request.queryParam(name);
    if (text == null) {
      return standard;
    }
    if (text.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw Problem.parameter(
        name,
        "%s: '%s' is not a number from %d to %d".formatted(name, Shown.text(text), least, most));
  }

  /** {@code true} or {@code false}. */
  static boolean truth(Context request, String name, boolean standard) {
    String text = request.queryParam(name);
    if (text == null) {
      return standard;
    }
    if (!text.equals("true") && !text.equals("false")) {
      throw Problem.parameter(
          name, "%s: '%s' is neither true nor false".formatted(name, Shown.text(text)));
    }
    return text.equals("true");
  }

  /** A length of time: {@code 500ms}, {@code 5s}, {@code 10m}, {@code 24h}, {@code 7d}. */
  static Duration duration(Context request, String name, Duration standard) {
    String text = request.queryParam(name);
    if (text == null) {
      return standard;
    }
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw Problem.parameter(
          name,
          "%s: '%s' is not a length of time, such as 500ms, 5s, 10m, 24h or 7d"
              .formatted(name, Shown.text(text)));
    }
    return UNITS
        .getOrDefault(matcher.group(2), Duration.ZERO)
        .multipliedBy(Long.parseLong(matcher.group(1)));
  }
}
