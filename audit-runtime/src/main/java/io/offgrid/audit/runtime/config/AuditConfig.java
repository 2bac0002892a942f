package io.offgrid.audit.runtime.config;

import com.google.inject.Module;
import io.offgrid.audit.runtime.KeySource;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.ProviderContext;
import java.time.Clock;
import java.util.List;

/**
 * The configuration, checked: the section {@code audit:} of a YAML file that belongs to the host
 * application, or defaults where there is no file.
 *
 * <p>In any text there <code>${NAME}</code> stands for an environment variable, and <code>$${
 * </code> for a literal <code>${</code>. Relative paths start at the {@linkplain
 * ConfigSource#home() home}.
 *
 * <p>Safe for use by any number of threads. Secrets are not printed by anything here.
 */
public final class AuditConfig {
  private final ConfigSource source;
  private final AuditSettings settings;
  private final Parts parts;
  private final List<String> warnings;
  private final List<Described> described;

  /** What was picked to make a log of. */
  record Parts(
      Component<?, AuditStore> store,
      KeySource keys,
      List<ConfiguredSink> sinks,
      Exporters exporters,
      List<Module> modules) {
    Parts {
      sinks = List.copyOf(sinks);
      modules = List.copyOf(modules);
    }
  }

  AuditConfig(
      ConfigSource source,
      AuditSettings settings,
      Parts parts,
      List<String> warnings,
      List<Described> described) {
    this.source = source;
    this.settings = settings;
    this.parts = parts;
    this.warnings = List.copyOf(warnings);
    this.described = List.copyOf(described);
  }

  /**
   * Reads and checks the configuration, and the key file that it names. Changes nothing.
   *
   * @throws io.offgrid.audit.ConfigurationException with every problem that was found
   */
  public static AuditConfig load(ConfigSource source) {
    return ConfigLoader.load(source);
  }

  /** The section {@code audit:}. */
  public AuditSettings settings() {
    return settings;
  }

  /** Whether anything is to be recorded. */
  public boolean enabled() {
    return settings.enabled();
  }

  /** What works but should be seen to: weak keys, secrets that others can read. */
  public List<String> warnings() {
    return warnings;
  }

  /** Every setting in effect, secrets masked, in the order of the settings table. */
  public List<Described> describe() {
    return described;
  }

  /**
   * Puts the components together; opens no log. Does not log the {@link #warnings()}.
   *
   * @throws io.offgrid.audit.AuditException if a component cannot be made
   */
  public AuditDeployment deploy() {
    return AuditDeployment.of(this);
  }

  /** What a provider may know. */
  ProviderContext context(Clock clock) {
    return new ProviderContext(source.home(), settings.dir(), clock);
  }

  Parts parts() {
    return parts;
  }
}
