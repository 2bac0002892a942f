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

  /** What it is called by its key {@code name}. */
  String name() {
    return section
        .entry("name")
        .map(entry -> entry.value() instanceof ConfigNode.Text text ? text.raw() : "?")
        .orElse("without a name");
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
