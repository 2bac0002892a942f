package io.offgrid.audit.runtime.config;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.spi.ComponentProvider;
import io.offgrid.audit.spi.ProviderContext;

/**
 * A provider that was picked, and its checked settings: everything that is needed to make the
 * component.
 *
 * @param provider the provider
 * @param settings a record of {@link ComponentProvider#settingsType()}
 */
record Component<S extends Record, T>(ComponentProvider<S, T> provider, S settings) {
  /**
   * Makes the component.
   *
   * @throws AuditException if the provider throws; names it
   */
  T create(ProviderContext context) {
    try {
      T made = provider.create(settings, context);
      if (made == null) {
        throw new ProviderFault("its create() returned null");
      }
      return made;
    } catch (AuditException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw Providers.failed(provider, e);
    }
  }

  /** Names the provider alone: settings are described where secrets are masked. */
  @Override
  public String toString() {
    return Providers.name(provider);
  }
}
