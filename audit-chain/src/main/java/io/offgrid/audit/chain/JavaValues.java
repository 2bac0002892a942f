package io.offgrid.audit.chain;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Pushes Java values into a {@link CanonicalWriter}. */
final class JavaValues {
  private JavaValues() {}

  /** Writes an object with these members. */
  static void write(Map<?, ?> members, CanonicalWriter out) {
    out.beginObject();
    members.forEach(
        (name, value) -> {
          out.name((String) name);
          write(value, out);
        });
    out.endObject();
  }

  private static void write(@Nullable Object value, CanonicalWriter out) {
    if (value == null) {
      out.nullValue();
    } else if (value instanceof String text) {
      out.string(text);
    } else if (value instanceof Boolean truth) {
      out.bool(truth);
    } else if (value instanceof Number number) {
      write(number, out);
    } else if (value instanceof Map<?, ?> members) {
      write(members, out);
    } else if (value instanceof Collection<?> elements) {
      out.beginArray();
      elements.forEach(element -> write(element, out));
      out.endArray();
    } else {
      throw new IllegalArgumentException(value.getClass().getName() + " is not a JSON value");
    }
  }

  /** A float counts as the double of the same value; any type not known here, as its text. */
  private static void write(Number number, CanonicalWriter out) {
    if (number instanceof Integer
        || number instanceof Long
        || number instanceof Short
        || number instanceof Byte
        || number instanceof AtomicInteger
        || number instanceof AtomicLong) {
      out.number(number.longValue());
    } else if (number instanceof Double || number instanceof Float) {
      out.number(number.doubleValue());
    } else {
      out.numberText(number.toString());
    }
  }
}
