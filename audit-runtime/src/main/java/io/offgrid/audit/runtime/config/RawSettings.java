package io.offgrid.audit.runtime.config;

import java.util.Set;

/**
 * Settings of a component as they stand in the file; what they mean is known once the component's
 * provider is found. Immutable.
 */
public final class RawSettings {
  private final ConfigNode.Section section;

  RawSettings(ConfigNode.Section section) {
    this.section = section;
  }

  /** The keys that are given. */
  public Set<String> keys() {
    return section.keys();
  }

  ConfigNode.Section section() {
    return section;
  }

  /** Names the keys only: a value may be a secret. */
  @Override
  public String toString() {
    return keys().toString();
  }
}
