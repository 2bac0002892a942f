package io.offgrid.audit.runtime.config;

import com.google.inject.AbstractModule;

/** What is not bound on purpose is an error. */
final class StrictModule extends AbstractModule {
  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().requireAtInjectOnConstructors();
    binder().requireExactBindingAnnotations();
    binder().disableCircularProxies();
  }
}
