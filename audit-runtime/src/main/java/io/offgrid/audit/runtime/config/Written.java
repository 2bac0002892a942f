package io.offgrid.audit.runtime.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes values for people, as they would stand in the file; secrets mask themselves. */
final class Written {
  private Written() {}

  static String of(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.map(Written::of).orElse("not set");
    }
    if (value instanceof List<?> list) {
      return list.isEmpty()
          ? "none"
          : list.stream().map(Written::of).collect(Collectors.joining(", "));
    }
    if (value instanceof Map<?, ?> map) {
      return map.isEmpty()
          ? "none"
          : map.entrySet().stream().map(Written::entry).sorted().collect(Collectors.joining(", "));
    }
    if (value instanceof RawSettings settings) {
      return settings.name();
    }
    if (value instanceof ComponentChoice choice) {
      return choice.type();
    }
    if (value instanceof Duration duration) {
      return duration(duration);
    }
    return value instanceof Enum<?> constant ? Scalars.word(constant) : value.toString();
  }

  private static String entry(Map.Entry<?, ?> entry) {
    return entry.getValue() instanceof RawSettings
        ? entry.getKey().toString()
        : entry.getKey() + ": " + of(entry.getValue());
  }

  private static String duration(Duration duration) {
    long millis = duration.toMillis();
    for (String unit : List.of("d", "h", "m", "s")) {
      long length = Scalars.unit(unit).toMillis();
      if (millis >= length && millis % length == 0) {
        return millis / length + unit;
      }
    }
    return millis == 0 ? "0s" : millis + "ms";
  }
}
