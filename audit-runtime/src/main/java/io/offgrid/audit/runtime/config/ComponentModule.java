package io.offgrid.audit.runtime.config;

import com.google.inject.Key;
import com.google.inject.PrivateModule;
import com.google.inject.Provider;
import com.google.inject.Scope;
import com.google.inject.Scopes;
import java.time.Clock;

/**
 * Binds one component. Private, so that two of one kind, with settings of one type, do not collide.
 */
final class ComponentModule<S extends Record, T> extends PrivateModule {
  private final Key<T> key;
  private final Component<S, T> component;
  private final AuditConfig config;
  private final Scope scope;

  /** Makes it once. */
  ComponentModule(Key<T> key, Component<S, T> component, AuditConfig config) {
    this(key, component, config, Scopes.SINGLETON);
  }

  ComponentModule(Key<T> key, Component<S, T> component, AuditConfig config, Scope scope) {
    this.scope = scope;
    this.key = key;
    this.component = component;
    this.config = config;
  }

  @Override
  protected void configure() {
    Provider<Clock> clock = getProvider(Clock.class);
    Provider<T> made = () -> component.create(config.context(clock.get()));
    bind(component.provider().settingsType()).toInstance(component.settings());
    bind(key).toProvider(made).in(scope);
    expose(key);
  }
}
