package io.offgrid.audit.runtime.config;

import com.google.inject.AbstractModule;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Provider;
import com.google.inject.Scopes;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.name.Names;
import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.runtime.ForwardedSink;
import io.offgrid.audit.runtime.KeySource;
import io.offgrid.audit.runtime.VerifyOnStart;
import io.offgrid.audit.spi.AlertListener;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.Exporter;
import java.time.Clock;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binds a configured log into the injector of a host application: {@link AuditLog} (one, opened
 * when first injected, or at once in {@code Stage.PRODUCTION}), {@link AuditStore}, {@link
 * KeySource}, {@link Clock} (the system's), and each exporter as {@code @Named("csv") Exporter} and
 * in {@code Map<String, Exporter>}. Exporters that cannot do without settings are bound if they are
 * configured.
 *
 * <p>To put something else in place of any of these: {@code Modules.override(new
 * AuditModule(config)).with(yours)}. At the end, the application closes the log and then the store.
 */
public final class AuditModule extends AbstractModule {
  private static final Logger LOG = LoggerFactory.getLogger(AuditModule.class);

  private final AuditConfig config;

  public AuditModule(AuditConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    config.warnings().forEach(LOG::warn);
    install(DeploymentModule.of(config));
    Provider<AuditStore> store = getProvider(AuditStore.class);
    Provider<KeySource> keys = getProvider(KeySource.class);
    Provider<Clock> clock = getProvider(Clock.class);
    Provider<Set<AlertListener>> alertListeners = getProvider(DeploymentModule.ALERT_LISTENERS);
    Provider<Set<ForwardedSink>> sinks = getProvider(DeploymentModule.SINKS);
    Provider<Injector> injector = getProvider(Injector.class);
    Provider<AuditLog> log =
        () ->
            new LogOpener(
                    config.settings(),
                    store.get(),
                    keys.get(),
                    clock.get(),
                    DeploymentModule.sinks(config, injector.get()::getInstance, sinks.get()),
                    alertListeners.get())
                .openLog(VerifyOnStart.FULL);
    bind(AuditLog.class).toProvider(log).in(Scopes.SINGLETON);
    bindExporters();
  }

  private void bindExporters() {
    MapBinder<String, Exporter> byType =
        MapBinder.newMapBinder(binder(), String.class, Exporter.class);
    for (String type : config.parts().exporters().types()) {
      Component<?, Exporter> component;
      try {
        component = config.parts().exporters().component(type);
      } catch (AuditException e) {
        LOG.debug("The exporter {} is left out: {}", type, e.getMessage());
        continue;
      }
      Key<Exporter> key = Key.get(Exporter.class, Names.named(type));
      install(module(key, component));
      byType.addBinding(type).to(key);
    }
  }

  private <S extends Record> ComponentModule<S, Exporter> module(
      Key<Exporter> key, Component<S, Exporter> component) {
    return new ComponentModule<>(key, component, config);
  }
}
