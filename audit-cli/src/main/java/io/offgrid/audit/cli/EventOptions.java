package io.offgrid.audit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.offgrid.audit.EventTypes;
import io.offgrid.audit.InvalidEventException;
import io.offgrid.audit.Outcome;
import io.offgrid.audit.Severity;
import io.offgrid.audit.cli.intake.JsonObjects;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that describe one event. */
final class EventOptions {
  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description =
          "What happened: auth_success, model_load, … or a word of yours ([a-z][a-z0-9_.]{0,63})."
              + " With --file: what a line is whose --type-from leads to nothing.")
  private @Nullable String type;

  @Option(names = "--user", paramLabel = "USER", description = "Who did it.")
  private @Nullable String user;

  @Option(
      names = "--outcome",
      paramLabel = "OUTCOME",
      description = "How it ended: ${COMPLETION-CANDIDATES}.")
  private @Nullable Outcome outcome;

  @Option(
      names = "--severity",
      paramLabel = "SEVERITY",
      description = "How urgent it is: ${COMPLETION-CANDIDATES}.")
  private @Nullable Severity severity;

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      description = "Where it came from: an address, a host, a service.")
  private @Nullable String source;

  @Option(names = "--target", paramLabel = "TARGET", description = "What it was done to.")
  private @Nullable String target;

  @Option(
      names = "--detail",
      paramLabel = "NAME=TEXT",
      description = "Anything else, as a text. May be repeated.")
  private Map<String, String> detail = new LinkedHashMap<>();

  @Option(
      names = "--details",
      paramLabel = "JSON",
      description = "Anything else, as a JSON object; --detail adds to it.")
  private @Nullable String details;

  /** The type, if one was given and may be recorded. */
  @Nullable String type() {
    if (type != null) {
      try {
        EventTypes.requireRecordable(type);
      } catch (InvalidEventException e) {
        throw new UsageException("--type: " + e.getMessage());
      }
    }
    return type;
  }

  /** Throws if an option was given that describes a single event. */
  void refuseBeside(String option) {
    Map<String, Boolean> given = new LinkedHashMap<>();
    given.put("--user", user != null);
    given.put("--outcome", outcome != null);
    given.put("--severity", severity != null);
    given.put("--source", source != null);
    given.put("--target", target != null);
    given.put("--detail", !detail.isEmpty());
    given.put("--details", details != null);
    given.forEach(
        (name, is) -> {
          if (is) {
            throw new UsageException(
                name + " describes one event, " + option + " brings many: give one of them");
          }
        });
  }

  /** The event, as {@link io.offgrid.audit.AuditLog#recordJson} takes it. */
  byte[] toJson() {
    String recordable = type();
    if (recordable == null) {
      throw new UsageException("what happened? give --type TYPE, or --file FILE");
    }
    StringBuilder json = new StringBuilder("{");
    member(json, "type", recordable);
    member(json, "user_id", user);
    member(json, "outcome", outcome == null ? null : outcome.word());
    member(json, "severity", severity == null ? null : severity.word());
    member(json, "source", source);
    member(json, "target", target);
    if (details != null || !detail.isEmpty()) {
      separate(json);
      json.append("\"details\":");
      appendDetails(json);
    }
    return json.append('}').toString().getBytes(UTF_8);
  }

  /** The given JSON as it is, so that the log itself sees doubled members and odd numbers. */
  private void appendDetails(StringBuilder json) {
    String given = details == null ? "{}" : details.strip();
    JsonObjects.problem(given.getBytes(UTF_8))
        .ifPresent(
            problem -> {
              throw new UsageException("--details: " + problem);
            });
    json.append(given, 0, given.length() - 1);
    detail.forEach((name, text) -> member(json, name, text));
    json.append('}');
  }

  private static void member(StringBuilder json, String name, @Nullable String value) {
    if (value != null) {
      separate(json);
      json.append('"').append(quoted(name)).append("\":\"").append(quoted(value)).append('"');
    }
  }

  /** A comma, unless an object has just begun. */
  private static void separate(StringBuilder json) {
    int last = json.length() - 1;
    while (Character.isWhitespace(json.charAt(last))) {
      last--;
    }
    if (json.charAt(last) != '{') {
      json.append(',');
    }
  }

  private static char[] quoted(String text) {
    return JsonStringEncoder.getInstance().quoteAsString(text);
  }
}
