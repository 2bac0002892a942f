package io.offgrid.audit.cli;

import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.Outcome;
import io.offgrid.audit.Severity;
import io.offgrid.audit.StatsRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which events; the same options wherever events are chosen. */
final class Filters {
  @Option(
      names = "--type",
      paramLabel = "TYPE",
      converter = TypePattern.class,
      description = "This type; auth* means all that begin with auth. May be repeated.")
  private List<String> types = new ArrayList<>();

  @Option(names = "--user", paramLabel = "USER", description = "By this user.")
  private @Nullable String user;

  @Option(
      names = "--outcome",
      paramLabel = "OUTCOME",
      description = "With this outcome: ${COMPLETION-CANDIDATES}.")
  private @Nullable Outcome outcome;

  @Option(
      names = "--severity",
      paramLabel = "SEVERITY",
      description = "With this severity: ${COMPLETION-CANDIDATES}.")
  private @Nullable Severity severity;

  @Option(names = "--source", paramLabel = "SOURCE", description = "From this source, exactly.")
  private @Nullable String source;

  @Option(names = "--target", paramLabel = "TARGET", description = "On this target, exactly.")
  private @Nullable String target;

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description = "With this text anywhere in the details, upper or lower case.")
  private @Nullable String text;

  @Mixin private TimeRange range = new TimeRange();

  /** The chosen events, newest first, as many as the limit says. */
  AuditQuery newest(long limit) {
    return query(AuditQuery.Order.NEWEST_FIRST, limit);
  }

  /** All chosen events, oldest first. */
  AuditQuery all() {
    return query(AuditQuery.Order.OLDEST_FIRST, null);
  }

  /** For each chosen type that no event has: says so, and guesses what was meant. */
  List<String> typesNotAmong(AuditLogReader reader) {
    if (types.isEmpty()) {
      return List.of();
    }
    Set<String> known =
        reader.stats(StatsRequest.between(null, null, false)).eventsByType().keySet();
    return types.stream()
        .filter(type -> !type.endsWith("*") && !known.contains(type))
        .map(type -> "no event at all is of type " + type + Misuse.guess(type, known))
        .toList();
  }

  private AuditQuery query(AuditQuery.Order order, @Nullable Long limit) {
    AuditQuery.Builder query =
        AuditQuery.builder()
            .userId(user)
            .outcome(outcome)
            .severity(severity)
            .source(source)
            .target(target)
            .text(text)
            .since(range.since())
            .until(range.until());
    if (limit != null) {
      query.limit(limit);
    }
    types.forEach(query::type);
    return (order == AuditQuery.Order.NEWEST_FIRST ? query.newestFirst() : query).build();
  }

  /** A type, perhaps with a star at its end. */
  static final class TypePattern implements ITypeConverter<String> {
    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9_.]{0,63})?\\*?");

    @Override
    public String convert(String text) {
      if (text.isEmpty() || !FORM.matcher(text).matches()) {
        throw new TypeConversionException(
            "'"
                + text
                + "' is not a type: lower-case letters, digits, '_' and '.', beginning with a"
                + " letter, perhaps with a '*' at the end");
      }
      return text;
    }
  }

  /** A number of events. */
  static final class Limit implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      if (!text.matches("[0-9]{1,18}")) {
        throw new TypeConversionException("'" + text + "' is not a number of events, 0 or more");
      }
      return Long.valueOf(text);
    }
  }
}
