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
import java.util.regex.Pattern;

/** The providers of one kind that this installation has, by type. Immutable. */
final class Providers<P extends ComponentProvider<?, ?>> {
  private static final String CURE = "; correct it, or take it away";
  private static final Pattern TYPE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final Class<? super P> kind;
  private final String noun;
  private final ClassLoader loader = loader();
  private final SortedMap<String, P> byType = new TreeMap<>();

  private Providers(Class<? super P> kind, String noun) {
    this.kind = kind;
    this.noun = noun;
    try {
      for (Object provider : ServiceLoader.load(kind, loader)) {
        @SuppressWarnings("unchecked") // the class literal of a generic interface
        P typed = (P) provider;
        add(typed);
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      String told = "the %ss cannot be loaded: %s".formatted(noun, e.getMessage());
      throw new AuditException(new ServiceLines(kind, loader).broken().orElse(told), e);
    }
    new ServiceLines(kind, loader)
        .doubled()
        .ifPresent(
            doubled -> {
              throw new AuditException(doubled);
            });
  }

  private static ClassLoader loader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? ClassLoader.getSystemClassLoader() : context;
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
      if (type == null || !TYPE.matcher(type).matches()) {
        throw new ProviderFault(
            "its type() is %s, not lower-case letters, digits and hyphens".formatted(type));
      }
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
    StringBuilder message =
        new StringBuilder("there is no %s of type %s".formatted(noun, type))
            .append(Nearest.hint(type, types()));
    if (Nearest.to(type, types()).isEmpty()) {
      ForgottenProviders.find(kind, loader).forEach(hint -> message.append("; ").append(hint));
    }
    return message.toString();
  }

  /** Class and jar of a provider. */
  static String name(Object provider) {
    CodeSource code = provider.getClass().getProtectionDomain().getCodeSource();
    String name = provider.getClass().getName();
    return code == null || code.getLocation() == null
        ? name
        : name + " (" + ClassPathRoot.name(code.getLocation()) + ")";
  }

  /** An error that names the provider at fault, and says what to do. */
  static AuditException failed(Object provider, Throwable e) {
    String what;
    if (e instanceof LinkageError misfit) {
      what = Misfit.of(misfit);
    } else if (e instanceof ProviderFault fault) {
      what = "cannot be used: " + fault.getMessage() + CURE;
    } else {
      what = "failed: " + e + CURE;
    }
    return new AuditException("the provider " + name(provider) + " " + what, e);
  }
}
