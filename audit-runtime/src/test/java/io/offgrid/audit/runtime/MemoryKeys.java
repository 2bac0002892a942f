package io.offgrid.audit.runtime;

import io.offgrid.audit.chain.KeyRing;
import java.util.ArrayList;
import java.util.List;

/** Keys without a file; the new ones are chosen by the test. */
final class MemoryKeys implements RotatableKeys {
  private final List<String> entries = new ArrayList<>();
  private final List<String> toCome = new ArrayList<>();

  MemoryKeys(String... keys) {
    entries.addAll(List.of(keys));
  }

  /** Names the key that a rotation makes; without one it is made of a number. */
  MemoryKeys comingUp(String key) {
    toCome.add(key);
    return this;
  }

  @Override
  public synchronized KeyRing load() {
    return KeyRing.parse(entries);
  }

  @Override
  public synchronized KeyRing addNext() {
    String made = "made for this test, number " + entries.size();
    entries.add("next " + (toCome.isEmpty() ? made : toCome.remove(0)));
    return load();
  }

  @Override
  public synchronized void promoteNext() {
    entries.replaceAll(entry -> entry.startsWith("next ") ? entry.substring(5) : entry);
  }
}
