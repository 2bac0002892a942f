package io.offgrid.audit.runtime.config;

import com.google.inject.AbstractModule;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.util.Modules;
import io.offgrid.audit.runtime.KeySource;
import io.offgrid.audit.spi.AlertListener;
import io.offgrid.audit.spi.AuditStore;
import java.time.Clock;
import java.util.Set;

/** Binds what a log is made of: clock, keys, store; and the set of alert listeners, empty. */
final class DeploymentModule extends AbstractModule {
  static final Key<Set<AlertListener>> ALERT_LISTENERS = Key.get(new TypeLiteral<>() {});

  private final AuditConfig config;

  private DeploymentModule(AuditConfig config) {
    this.config = config;
  }

  /** What a log is made of, with whatever {@code audit.modules} put in its place or beside it. */
  static Module of(AuditConfig config) {
    Module module = new DeploymentModule(config);
    return config.parts().modules().isEmpty()
        ? module
        : Modules.override(module).with(config.parts().modules());
  }

  @Override
  protected void configure() {
    bind(Clock.class).toInstance(Clock.systemUTC());
    bind(KeySource.class).toInstance(config.parts().keys());
    Multibinder.newSetBinder(binder(), AlertListener.class);
    install(store(config.parts().store()));
  }

  private <S extends Record> Module store(Component<S, AuditStore> component) {
    return new ComponentModule<>(Key.get(AuditStore.class), component, config);
  }
}
