package io.offgrid.audit.sink.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Retry-After} in both its forms (RFC 9110, section 10.2.3). Nobody is believed
 * who wants to be left alone for longer than an hour.
 */
final class RetryAfter {
  private static final Duration MAX = Duration.ofHours(1);
  private static final Pattern SECONDS = Pattern.compile("0*([0-9]{1,5})");
  private static final Pattern MANY_SECONDS = Pattern.compile("[0-9]+");

  private RetryAfter() {}

  /** How long to wait; absent if the header is, or means nothing. */
  static Optional<Duration> parse(@Nullable String header, Instant now) {
    if (header == null) {
      return Optional.empty();
    }
    String text = header.strip();
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(capped(Duration.ofSeconds(Long.parseLong(text))));
    }
    if (MANY_SECONDS.matcher(text).matches()) {
      return Optional.of(MAX);
    }
    return date(text).map(date -> capped(Duration.between(now, date)));
  }

  private static Duration capped(Duration wait) {
    return wait.isNegative() ? Duration.ZERO : wait.compareTo(MAX) > 0 ? MAX : wait;
  }

  /** OkHttp reads the three forms that section 5.6.7 has, and those of old servers. */
  private static Optional<Instant> date(String text) {
    try {
      return Optional.ofNullable(Headers.of("Retry-After", text).getInstant("Retry-After"));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }
}
