package io.offgrid.audit.runtime.config;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.spi.ComponentProvider;
import io.offgrid.audit.spi.ExporterProvider;
import io.offgrid.audit.spi.SinkProvider;
import io.offgrid.audit.spi.StoreProvider;
import java.security.CodeSource;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The providers of one kind that this installation has, by type. Immutable. */
final class Providers<P extends ComponentProvider<?, ?>> {
  private final String noun;
  private final SortedMap<String, P> byType = new TreeMap<>();

  private Providers(Class<? super P> kind, String noun) {
    this.noun = noun;
    try {
      for (Object provider : ServiceLoader.load(kind)) {
        @SuppressWarnings("unchecked") // the class literal of a generic interface
        P typed = (P) provider;
        add(typed);
      }
    } catch (ServiceConfigurationError e) {
      throw new AuditException("the %ss cannot be loaded: %s".formatted(noun, e.getMessage()), e);
    }
  }

  /**
   * All stores.
   *
   * @throws AuditException if one cannot be loaded, or two have one type
   */
  static Providers<StoreProvider<?>> stores() {
    return new Providers<>(StoreProvider.class, "store");
  }

  /**
   * All exporters.
   *
   * @throws AuditException if one cannot be loaded, or two have one type
   */
  static Providers<ExporterProvider<?>> exporters() {
    return new Providers<>(ExporterProvider.class, "exporter");
  }

  /**
   * All sinks.
   *
   * @throws AuditException if one cannot be loaded, or two have one type
   */
  static Providers<SinkProvider<?>> sinks() {
    return new Providers<>(SinkProvider.class, "sink");
  }

  private void add(P provider) {
    String type;
    try {
      type = provider.type();
    } catch (RuntimeException | LinkageError e) {
      throw failed(provider, e);
    }
    P other = byType.putIfAbsent(type, provider);
    if (other != null) {
      throw new AuditException(
          "two %ss are of type %s: %s and %s; take one of them away"
              .formatted(noun, type, name(other), name(provider)));
    }
  }

  Optional<P> find(String type) {
    return Optional.ofNullable(byType.get(type));
  }

  /** In alphabetical order. */
  Set<String> types() {
    return byType.keySet();
  }

  /** What to say of a type that is not there. */
  String unknown(String type) {
    return "there is no %s of type %s%s".formatted(noun, type, Nearest.hint(type, types()));
  }

  /** Class and jar of a provider. */
  static String name(Object provider) {
    CodeSource code = provider.getClass().getProtectionDomain().getCodeSource();
    String name = provider.getClass().getName();
    return code == null || code.getLocation() == null
        ? name
        : name + " (" + code.getLocation().getPath() + ")";
  }

  /** An error that names the provider at fault. */
  static AuditException failed(Object provider, Throwable e) {
    return new AuditException("the provider " + name(provider) + " failed: " + e, e);
  }
}
