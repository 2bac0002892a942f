package io.offgrid.audit.testkit;

import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.ProviderContext;
import io.offgrid.audit.spi.StoreProvider;

/** Makes the store of type {@code memory}. */
public final class InMemoryStoreProvider implements StoreProvider<InMemoryStoreSettings> {
  @Override
  public String type() {
    return "memory";
  }

  @Override
  public Class<InMemoryStoreSettings> settingsType() {
    return InMemoryStoreSettings.class;
  }

  @Override
  public AuditStore create(InMemoryStoreSettings settings, ProviderContext context) {
    return InMemoryStore.open(settings.disk().map(MemoryDisk::named).orElseGet(MemoryDisk::new));
  }
}
