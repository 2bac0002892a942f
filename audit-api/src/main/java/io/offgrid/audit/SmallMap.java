package io.offgrid.audit;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An unmodifiable map of few members in the order given: one array, looked through from its
 * beginning. Events wait in queues by the thousand, so their details should be small.
 */
final class SmallMap extends AbstractMap<String, @Nullable Object> {
  private final @Nullable Object[] members;

  /**
   * @param members names, no two of them equal, each with its value behind it; not copied
   */
  SmallMap(@Nullable Object[] members) {
    this.members = members;
  }

  @Override
  public int size() {
    return members.length / 2;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return indexOf(name) >= 0;
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    int at = indexOf(name);
    return at < 0 ? null : members[at + 1];
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super @Nullable Object> action) {
    for (int i = 0; i < members.length; i += 2) {
      action.accept((String) members[i], members[i + 1]);
    }
  }

  @Override
  public Set<Map.Entry<String, @Nullable Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
        return new Entries();
      }

      @Override
      public int size() {
        return SmallMap.this.size();
      }
    };
  }

  private int indexOf(@Nullable Object name) {
    for (int i = 0; i < members.length; i += 2) {
      if (members[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private final class Entries implements Iterator<Map.Entry<String, @Nullable Object>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < members.length;
    }

    @Override
    public Map.Entry<String, @Nullable Object> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      next += 2;
      return new SimpleImmutableEntry<>((String) members[next - 2], members[next - 1]);
    }
  }
}
