package io.offgrid.audit.runtime.config;

import com.google.inject.ConfigurationException;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import com.google.inject.name.Names;
import com.google.inject.spi.Message;
import io.offgrid.audit.AuditException;
import io.offgrid.audit.runtime.ForwardedSink;
import io.offgrid.audit.runtime.KeySource;
import io.offgrid.audit.spi.AlertListener;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.Exporter;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The configured components, with what {@code audit.modules} put in their place or beside them. */
record InjectedComposition(
    AuditConfig config,
    Injector injector,
    AuditStore store,
    KeySource keys,
    Clock clock,
    List<ForwardedSink> sinks,
    Set<AlertListener> alertListeners)
    implements Composition {
  static InjectedComposition of(AuditConfig config) {
    return clearly(
        () -> {
          Injector injector =
              Guice.createInjector(
                  Stage.PRODUCTION, new StrictModule(), DeploymentModule.of(config));
          return new InjectedComposition(
              config,
              injector,
              injector.getInstance(AuditStore.class),
              injector.getInstance(KeySource.class),
              injector.getInstance(Clock.class),
              DeploymentModule.sinks(
                  config,
                  key -> clearly(() -> injector.getInstance(key)),
                  injector.getInstance(DeploymentModule.SINKS)),
              injector.getInstance(DeploymentModule.ALERT_LISTENERS));
        });
  }

  @Override
  public <S extends Record> Exporter make(String type, Component<S, Exporter> component) {
    Key<Exporter> key = Key.get(Exporter.class, Names.named(type));
    return clearly(
        () ->
            injector
                .createChildInjector(new ComponentModule<>(key, component, config))
                .getInstance(key));
  }

  /** Guice wraps what a component throws; what it said is clearer without. */
  private static <T> T clearly(Supplier<T> making) {
    try {
      return making.get();
    } catch (CreationException e) {
      throw clear(e.getErrorMessages(), e);
    } catch (ProvisionException e) {
      throw clear(e.getErrorMessages(), e);
    } catch (ConfigurationException e) {
      throw clear(e.getErrorMessages(), e);
    }
  }

  private static AuditException clear(Collection<Message> messages, RuntimeException e) {
    return messages.stream()
        .map(Message::getCause)
        .filter(AuditException.class::isInstance)
        .map(AuditException.class::cast)
        .findFirst()
        .orElseGet(() -> new AuditException("the parts do not fit together: " + e.getMessage(), e));
  }
}
