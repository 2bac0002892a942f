package io.offgrid.audit.runtime.config;

import io.offgrid.audit.spi.Secret;
import io.offgrid.audit.spi.WebAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types that a single value may be of: what they are called, and how they are read. */
final class Scalars {
  private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]*");
  private static final Pattern DURATION = Pattern.compile("(0|[1-9][0-9]{0,8})(ms|s|m|h|d)");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));
  // What YAML 1.1, and so most readers of the file, take for a boolean
  private static final List<String> TRUE = List.of("true", "yes", "on");
  private static final List<String> FALSE = List.of("false", "no", "off");

  private final Path home;
  private final Path userHome;
  private final Map<Class<?>, Scalar> types;

  /** How to read one type, and the words for what is allowed. */
  private record Scalar(String allowed, Function<String, Object> reader) {}

  /**
   * Reads paths as seen from here.
   *
   * @param home where relative paths start
   * @param userHome what {@code ~} stands for
   */
  Scalars(Path home, Path userHome) {
    this.home = home;
    this.userHome = userHome;
    types =
        Map.of(
            String.class, new Scalar("a text", text -> text),
            Secret.class, new Scalar("a text", Secret::new),
            WebAddress.class, new Scalar("a URL", WebAddress::new),
            int.class, new Scalar("a whole number", text -> Integer.valueOf(whole(text))),
            long.class, new Scalar("a whole number", text -> Long.valueOf(whole(text))),
            double.class, new Scalar("a number", Scalars::number),
            boolean.class, new Scalar("true or false", Scalars::truth),
            Duration.class,
                new Scalar("a duration such as 500ms, 5s, 10m, 24h or 7d", Scalars::duration),
            Path.class, new Scalar("a path", this::path));
  }

  /** Whether values of this type are single ones. */
  boolean knows(Class<?> type) {
    return type.isEnum() || types.containsKey(type);
  }

  /** What a value of this type must be, as in {@code must be a whole number}. */
  String allowed(Class<?> type) {
    Scalar scalar = types.get(type);
    return scalar == null
        ? String.join(", ", words(type)).replaceFirst(", ([^,]*)$", " or $1")
        : scalar.allowed();
  }

  /** The value that a text stands for; absent if it is none. */
  Optional<Object> read(Class<?> type, String text) {
    Scalar scalar = types.get(type);
    try {
      return scalar == null ? constant(type, text) : Optional.of(scalar.reader().apply(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The constants of an enum as they are written. */
  static List<String> words(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(c -> word((Enum<?>) c)).toList();
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Optional<Object> constant(Class<?> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .map(Object.class::cast)
        .filter(constant -> word((Enum<?>) constant).equals(text))
        .findFirst();
  }

  private static String whole(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  private static Object number(String text) {
    double number = Double.parseDouble(text);
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException();
    }
    return number;
  }

  private static Object truth(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    if (!TRUE.contains(word) && !FALSE.contains(word)) {
      throw new IllegalArgumentException();
    }
    return TRUE.contains(word);
  }

  private static Object duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException();
    }
    return unit(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)));
  }

  /** How long a unit of durations is. */
  static Duration unit(String unit) {
    return Objects.requireNonNull(UNITS.get(unit));
  }

  private Object path(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException();
    }
    try {
      if (text.equals("~") || text.startsWith("~/")) {
        return userHome.resolve(text.substring(Math.min(2, text.length()))).toAbsolutePath();
      }
      return home.resolve(text).normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
