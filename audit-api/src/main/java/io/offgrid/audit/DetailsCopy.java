package io.offgrid.audit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A deep, unmodifiable copy of details. Keeps its own stack, for whoever chooses the values must
 * not be able to exhaust that of a caller's thread, and makes no path until there is an error to
 * name.
 */
final class DetailsCopy {
  private static final int MAX_DEPTH = 1000;
  private static final int SHOWN = 80;

  private final Deque<Level> open = new ArrayDeque<>();

  /** A map or collection that is being copied, and its copy so far. */
  private static final class Level {
    final Iterator<?> rest;
    final @Nullable Map<String, @Nullable Object> members;
    final List<@Nullable Object> elements = new ArrayList<>();
    Object step = "";

    Level(Iterator<?> rest, @Nullable Map<String, @Nullable Object> members) {
      this.rest = rest;
      this.members = members;
    }
  }

  private DetailsCopy() {}

  static Map<String, @Nullable Object> of(Map<?, ?> details) {
    Map<String, @Nullable Object> small = SmallCopy.of(details);
    return small == null ? anyOf(details) : small;
  }

  private static Map<String, @Nullable Object> anyOf(Map<?, ?> details) {
    DetailsCopy copy = new DetailsCopy();
    Map<String, @Nullable Object> members = copy.beginMap(details);
    while (!copy.open.isEmpty()) {
      copy.next(copy.open.getLast());
    }
    return members;
  }

  private void next(Level level) {
    if (!level.rest.hasNext()) {
      open.removeLast();
    } else if (level.members == null) {
      level.step = level.elements.size();
      level.elements.add(value(level.rest.next()));
    } else {
      Map.Entry<?, ?> member = (Map.Entry<?, ?>) level.rest.next();
      if (!(member.getKey() instanceof String name)) {
        throw new InvalidEventException(
            path(open.size() - 1) + ": member names must be strings, not " + kind(member.getKey()));
      }
      level.step = name;
      level.members.put(name, value(member.getValue()));
    }
  }

  private @Nullable Object value(@Nullable Object value) {
    if (value == null
        || value instanceof String
        || value instanceof Boolean
        || value instanceof Number) {
      return value;
    }
    if (value instanceof Map<?, ?> map) {
      return beginMap(map);
    }
    if (value instanceof Collection<?> collection) {
      Level level = begin(collection.iterator(), null);
      return Collections.unmodifiableList(level.elements);
    }
    throw new InvalidEventException(
        path(open.size())
            + ": "
            + kind(value)
            + " is not a JSON value; give null, a String, Boolean, Number, Collection or Map");
  }

  /** The copy, which is filled later. */
  private Map<String, @Nullable Object> beginMap(Map<?, ?> map) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>(map.size() * 2);
    begin(map.entrySet().iterator(), members);
    return Collections.unmodifiableMap(members);
  }

  private Level begin(Iterator<?> rest, @Nullable Map<String, @Nullable Object> members) {
    if (open.size() == MAX_DEPTH) {
      String path = path(MAX_DEPTH);
      String shown = path.substring(0, Math.min(SHOWN, path.length()));
      throw new InvalidEventException(shown + "…: nests over 1,000 deep");
    }
    Level level = new Level(rest, members);
    open.addLast(level);
    return level;
  }

  /** Where the value is that so many steps lead to. */
  private String path(int steps) {
    StringBuilder path = new StringBuilder("details");
    open.stream().limit(steps).forEach(level -> path.append('/').append(level.step));
    return path.toString();
  }

  private static String kind(@Nullable Object value) {
    return value == null ? "null" : value.getClass().getName();
  }
}
