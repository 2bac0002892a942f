package io.offgrid.audit.chain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of a log, oldest first. The last one signs; the ones before it are retired and only
 * check. While a rotation is under way the last one is the next key and the one before it still
 * signs. Immutable.
 */
public final class KeyRing {
  private static final String NEXT_MARK = "next ";

  private final List<SigningKey> keys;
  private final boolean lastIsNext;

  private KeyRing(List<SigningKey> keys, boolean lastIsNext) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("there is no key");
    }
    if (lastIsNext && keys.size() == 1) {
      throw new IllegalArgumentException("the only key cannot be the next one");
    }
    Set<String> ids = new HashSet<>();
    for (SigningKey key : keys) {
      if (!ids.add(key.id())) {
        throw new IllegalArgumentException("key " + key.id() + " is there twice");
      }
    }
    this.keys = List.copyOf(keys);
    this.lastIsNext = lastIsNext;
  }

  /** A ring without a rotation under way. */
  public static KeyRing of(SigningKey... oldestFirst) {
    return new KeyRing(List.of(oldestFirst), false);
  }

  /**
   * A ring in the notation of configuration and key files, oldest first; the last entry may begin
   * with {@code next }.
   *
   * @throws IllegalArgumentException if an entry is no key; the message has its number, from 1,
   *     never its text
   */
  public static KeyRing parse(List<String> oldestFirst) {
    List<SigningKey> keys = new ArrayList<>();
    boolean next = false;
    for (int i = 0; i < oldestFirst.size(); i++) {
      String entry = oldestFirst.get(i);
      next = entry.startsWith(NEXT_MARK);
      if (next && i < oldestFirst.size() - 1) {
        throw new IllegalArgumentException(
            "key " + (i + 1) + " is marked next, which only the last one may be");
      }
      try {
        keys.add(SigningKey.parse(next ? entry.substring(NEXT_MARK.length()) : entry));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("key " + (i + 1) + ": " + e.getMessage(), e);
      }
    }
    return new KeyRing(keys, next);
  }

  /** All keys, oldest first. */
  public List<SigningKey> keys() {
    return keys;
  }

  /** The fingerprints of all keys, oldest first. */
  public List<String> ids() {
    return keys.stream().map(SigningKey::id).toList();
  }

  /** The key that signs new records, unless the log announces {@link #next()}. */
  public SigningKey current() {
    return keys.get(keys.size() - (lastIsNext ? 2 : 1));
  }

  /** The key that a rotation under way goes to. */
  public Optional<SigningKey> next() {
    return lastIsNext ? Optional.of(keys.get(keys.size() - 1)) : Optional.empty();
  }

  /** The key with this fingerprint, of whatever state. */
  public Optional<SigningKey> find(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /** Whether this key is in the ring and must not sign or end a log any more. */
  public boolean isRetired(String id) {
    int last = keys.size() - (lastIsNext ? 2 : 1);
    return keys.subList(0, last).stream().anyMatch(key -> key.id().equals(id));
  }

  /** Whether this key is the one that a rotation under way goes to. */
  public boolean isNext(String id) {
    return lastIsNext && keys.get(keys.size() - 1).id().equals(id);
  }

  @Override
  public String toString() {
    return "KeyRing" + keys;
  }
}
