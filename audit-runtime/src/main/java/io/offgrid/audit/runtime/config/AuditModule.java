package io.offgrid.audit.runtime.config;

import com.google.inject.AbstractModule;

/** Binds a configured log into the injector of a host application. */
public final class AuditModule extends AbstractModule {
  @SuppressWarnings("UnusedVariable") // until it is written
  private final AuditConfig config;

  public AuditModule(AuditConfig config) {
    this.config = config;
  }
}
