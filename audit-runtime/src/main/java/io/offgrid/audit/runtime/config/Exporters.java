package io.offgrid.audit.runtime.config;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.spi.Exporter;
import io.offgrid.audit.spi.ExporterProvider;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The exporters of this installation with their configured settings. Looks for them only when
 * asked: most commands export nothing. Safe for use by any number of threads.
 */
final class Exporters {
  private static final String PATH = "audit.exporters";

  private final ConfigSource source;
  private final Map<String, RawSettings> configured;
  private @Nullable Providers<ExporterProvider<?>> providers;

  Exporters(ConfigSource source, Map<String, RawSettings> configured) {
    this.source = source;
    this.configured = configured;
  }

  /** Adds what is wrong with the configured ones to the problems, and describes them. */
  void check(Reading reading) {
    for (String type : new TreeSet<>(configured.keySet())) {
      Optional<ExporterProvider<?>> provider = providers().find(type);
      if (provider.isEmpty()) {
        reading.problems.add(
            settings(type).section().place(), PATH + ": " + providers().unknown(type));
      } else {
        pick(provider.get(), type, reading);
      }
    }
  }

  /** In alphabetical order. */
  Set<String> types() {
    return providers().types();
  }

  /**
   * The exporter of a type, ready to be made.
   *
   * @throws AuditException if there is none, or it cannot do without settings that are not there
   */
  Component<?, Exporter> component(String type) {
    ExporterProvider<?> provider =
        providers().find(type).orElseThrow(() -> new AuditException(providers().unknown(type)));
    Problems problems = new Problems(source.file().toString());
    Optional<? extends Component<?, Exporter>> component =
        pick(provider, type, new Reading(source, problems));
    problems.throwIfAny();
    return component.orElseThrow();
  }

  private Optional<? extends Component<?, Exporter>> pick(
      ExporterProvider<?> provider, String type, Reading reading) {
    return new ComponentPicker(reading).pick(provider, settings(type), PATH + "." + type);
  }

  private RawSettings settings(String type) {
    RawSettings settings = configured.get(type);
    return settings == null ? new RawSettings(ConfigNode.Section.empty("default")) : settings;
  }

  private synchronized Providers<ExporterProvider<?>> providers() {
    if (providers == null) {
      providers = Providers.exporters();
    }
    return providers;
  }
}
