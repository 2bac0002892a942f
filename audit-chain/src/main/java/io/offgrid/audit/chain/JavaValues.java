package io.offgrid.audit.chain;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Pushes Java values into a {@link CanonicalWriter}. Keeps its own stack: however deep values nest,
 * that of the caller's thread is enough.
 */
final class JavaValues {
  private final CanonicalWriter out;
  private final Deque<Level> open = new ArrayDeque<>();

  /** What is left of an object or array. */
  private record Level(Iterator<?> rest, boolean object) {}

  private JavaValues(CanonicalWriter out) {
    this.out = out;
  }

  /** Writes an object with these members. */
  static void write(Map<?, ?> members, CanonicalWriter out) {
    JavaValues values = new JavaValues(out);
    values.begin(members);
    while (!values.open.isEmpty()) {
      values.next(values.open.getLast());
    }
  }

  private void next(Level level) {
    if (!level.rest.hasNext()) {
      end(level);
    } else if (level.object) {
      Map.Entry<?, ?> member = (Map.Entry<?, ?>) level.rest.next();
      out.name((String) member.getKey());
      value(member.getValue());
    } else {
      value(level.rest.next());
    }
  }

  private void begin(Map<?, ?> members) {
    out.beginObject();
    open.addLast(new Level(members.entrySet().iterator(), true));
  }

  private void end(Level level) {
    open.removeLast();
    if (level.object) {
      out.endObject();
    } else {
      out.endArray();
    }
  }

  private void value(@Nullable Object value) {
    if (value == null) {
      out.nullValue();
    } else if (value instanceof String text) {
      out.string(text);
    } else if (value instanceof Boolean truth) {
      out.bool(truth);
    } else if (value instanceof Number number) {
      number(number);
    } else if (value instanceof Map<?, ?> members) {
      begin(members);
    } else if (value instanceof Collection<?> elements) {
      out.beginArray();
      open.addLast(new Level(elements.iterator(), false));
    } else {
      throw new IllegalArgumentException(value.getClass().getName() + " is not a JSON value");
    }
  }

  /** A float counts as the double of the same value; any type not known here, as its text. */
  private void number(Number number) {
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
