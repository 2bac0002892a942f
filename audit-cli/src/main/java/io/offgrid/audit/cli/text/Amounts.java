package io.offgrid.audit.cli.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers, sizes and times as people read them, the same in every locale. */
public final class Amounts {
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Amounts() {}

  /** {@code 1 event}, {@code 12,345 events}. */
  public static String count(long number, String noun) {
    return number(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** {@code 12,345}. */
  public static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 512 bytes}, {@code 10.4 KiB}, {@code 3.0 GiB}. */
  public static String bytes(long bytes) {
    if (bytes < 1024) {
      return count(bytes, "byte");
    }
    double amount = bytes;
    int unit = -1;
    while (amount >= 1023.95 && unit < 3) {
      amount /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %ciB", amount, "KMGT".charAt(unit));
  }

  /** About how long: {@code 45 s}, {@code 12 min}, {@code 26 h}, {@code 3 d}. */
  public static String span(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min";
    }
    return seconds < 48 * 3600 ? seconds / 3600 + " h" : number(seconds / 86_400) + " d";
  }

  /** As a record's timestamp is written: UTC, six fractional digits. */
  public static String timestamp(Instant instant) {
    return MICROSECONDS.format(instant);
  }
}
