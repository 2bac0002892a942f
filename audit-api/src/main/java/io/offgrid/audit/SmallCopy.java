package io.offgrid.audit;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies details of the usual kind: few members, not nested deep, JSON values throughout. Anything
 * else is left to {@link DetailsCopy}, which can do it all and knows what to say about mistakes.
 */
final class SmallCopy {
  private static final int MAX_DEPTH = 8;
  private static final int MAX_MEMBERS = 32;

  /** In place of a copy. */
  private static final Object UNUSUAL = new Object();

  private SmallCopy() {}

  /** A deep, unmodifiable copy; null if they are unusual. */
  static @Nullable Map<String, @Nullable Object> of(Map<?, ?> details) {
    return map(details, 1) instanceof SmallMap copy ? copy : null;
  }

  private static @Nullable Object value(@Nullable Object value, int depth) {
    if (value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Map<?, ?> map) {
      return map(map, depth + 1);
    }
    return value instanceof Collection<?> collection ? list(collection, depth + 1) : UNUSUAL;
  }

  private static @Nullable Object map(Map<?, ?> map, int depth) {
    int size = map.size();
    if (depth > MAX_DEPTH || size > MAX_MEMBERS) {
      return UNUSUAL;
    }
    @Nullable Object[] members = new @Nullable Object[2 * size];
    int at = 0;
    for (Map.Entry<?, ?> member : map.entrySet()) {
      @Nullable Object copy = value(member.getValue(), depth);
      if (at == members.length || copy == UNUSUAL || !(member.getKey() instanceof String)) {
        return UNUSUAL;
      }
      members[at++] = member.getKey();
      members[at++] = copy;
    }
    return at < members.length ? UNUSUAL : new SmallMap(members);
  }

  private static @Nullable Object list(Collection<?> collection, int depth) {
    @Nullable Object[] elements = new @Nullable Object[collection.size()];
    int at = 0;
    for (Object element : collection) {
      @Nullable Object copy = depth > MAX_DEPTH ? UNUSUAL : value(element, depth);
      if (at == elements.length || copy == UNUSUAL) {
        return UNUSUAL;
      }
      elements[at++] = copy;
    }
    return at < elements.length ? UNUSUAL : Collections.unmodifiableList(Arrays.asList(elements));
  }
}
