package io.offgrid.audit.server;

import io.javalin.http.Context;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.EventTypes;
import io.offgrid.audit.Outcome;
import io.offgrid.audit.Severity;
import io.offgrid.audit.runtime.TimeBound;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parameters that choose events, the same wherever events are chosen. For any thread. */
final class QueryParameters {
  /** Their names. */
  static final List<String> NAMES =
      List.of("type", "user", "outcome", "severity", "source", "target", "since", "until", "q");

  /** The longest text that is looked for, in UTF-16 code units. */
  static final int LONGEST_TEXT = 256;

  private QueryParameters() {}

  /**
   * The conditions that a request names.
   *
   * @throws Problem 400, if a value cannot be
   */
  static AuditQuery.Builder of(Context request, Clock clock) {
    AuditQuery.Builder query =
        AuditQuery.builder()
            .userId(request.queryParam("user"))
            .outcome(word(request, "outcome", Outcome.values()))
            .severity(word(request, "severity", Severity.values()))
            .source(request.queryParam("source"))
            .target(request.queryParam("target"))
            .text(text(request));
    request.queryParams("type").forEach(type -> query.type(type(type)));
    return range(request, clock.instant(), query);
  }

  private static AuditQuery.Builder range(Context request, Instant now, AuditQuery.Builder query) {
    TimeBound since = time(request, "since", now);
    TimeBound until = time(request, "until", now);
    if (since != null && until != null && !since.start().isBefore(until.end())) {
      throw Problem.parameter(
          "until", "since %s is not before until %s".formatted(since.start(), until.end()));
    }
    return query
        .since(since == null ? null : since.start())
        .until(until == null ? null : until.end());
  }

  private static @Nullable TimeBound time(Context request, String name, Instant now) {
    String text = request.queryParam(name);
    try {
      return text == null ? null : TimeBound.parse(text, now);
    } catch (IllegalArgumentException e) {
      throw Problem.parameter(name, name + ": " + e.getMessage());
    }
  }

  private static String type(String text) {
    String name = text.endsWith("*") ? text.substring(0, text.length() - 1) : text;
    if (!EventTypes.isWellFormed(name) && !text.equals("*")) {
      throw Problem.parameter(
          "type",
          "type: '%s' is not a type: lower-case letters, digits, '_' and '.', beginning with a letter, perhaps with a '*' at the end"
              .formatted(Shown.text(text)));
    }
    return text;
  }

  private static @Nullable String text(Context request) {
    String text = request.queryParam("q");
    if (text != null && text.length() > LONGEST_TEXT) {
      throw Problem.parameter(
          "q", "q: at most %d characters, not %d".formatted(LONGEST_TEXT, text.length()));
    }
    return text == null || text.isEmpty() ? null : text;
  }

  /** One of some words. */
  static <E extends Enum<E>> @Nullable E word(Context request, String name, E[] words) {
    String text = request.queryParam(name);
    if (text == null) {
      return null;
    }
    return Arrays.stream(words)
        .filter(word -> lower(word).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.parameter(
                    name,
                    "%s: '%s' is not one of %s"
                        .formatted(
                            name,
                            Shown.text(text),
                            String.join(
                                ", ", Arrays.stream(words).map(QueryParameters::lower).toList()))));
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
