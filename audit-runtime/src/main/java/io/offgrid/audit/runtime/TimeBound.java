package io.offgrid.audit.runtime;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time as somebody types it, UTC: an instant, or a whole day, whose end depends on whether it
 * begins or ends a range.
 *
 * @param start what it means as the beginning of a range
 * @param end what it means as the end of a range, exclusive
 */
public record TimeBound(Instant start, Instant end) {
  private static final Pattern RELATIVE = Pattern.compile("([0-9]{1,9})([smhdw])");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1),
          "w", Duration.ofDays(7));
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  /**
   * Reads a time.
   *
   * @param now what relative times count back from
   * @throws IllegalArgumentException if it is none; the message says what is allowed
   */
  public static TimeBound parse(String text, Instant now) {
    Matcher relative = RELATIVE.matcher(text);
    try {
      if (relative.matches()) {
        return ago(Long.parseLong(relative.group(1)), relative.group(2), now);
      }
      if (DATE.matcher(text).matches()) {
        LocalDate day = LocalDate.parse(text);
        return new TimeBound(startOf(day), startOf(day.plusDays(1)));
      }
      // RFC 3339, section 5.6: T and Z may be lower case
      return at(OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a time; write 2024-01-15T10:30:00Z, 2024-01-15, or how long ago:"
              + " 90s, 15m, 24h, 7d, 2w",
          e);
    }
  }

  private static TimeBound ago(long amount, String unit, Instant now) {
    Duration age = UNITS.getOrDefault(unit, Duration.ZERO).multipliedBy(amount);
    Instant instant = now.minus(age);
    return at(instant.isBefore(FIRST) ? FIRST : instant);
  }

  private static TimeBound at(Instant instant) {
    return new TimeBound(instant, instant);
  }

  private static Instant startOf(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }
}
