package io.offgrid.audit.runtime.config;

import java.util.List;

/** The configuration, checked. Immutable. */
@SuppressWarnings("DoNotCallSuggester") // until it is written
public final class AuditConfig {
  private AuditConfig() {}

  /**
   * Reads and checks the configuration.
   *
   * @throws io.offgrid.audit.ConfigurationException with every problem that was found
   */
  public static AuditConfig load(ConfigSource source) {
    throw new UnsupportedOperationException(source.toString());
  }

  /** The section {@code audit:}. */
  public AuditSettings settings() {
    throw new UnsupportedOperationException();
  }

  /** Whether anything is to be recorded. */
  public boolean enabled() {
    return settings().enabled();
  }

  /** What works but should be seen to: weak keys, secrets that others can read. */
  public List<String> warnings() {
    throw new UnsupportedOperationException();
  }

  /** Every setting in effect, secrets masked, in the order of the settings table. */
  public List<Described> describe() {
    throw new UnsupportedOperationException();
  }

  /**
   * Puts the components together; opens no log.
   *
   * @throws io.offgrid.audit.AuditException if a component cannot be made
   */
  public AuditDeployment deploy() {
    throw new UnsupportedOperationException();
  }
}
