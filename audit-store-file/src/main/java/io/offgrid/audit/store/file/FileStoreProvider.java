package io.offgrid.audit.store.file;

import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.ProviderContext;
import io.offgrid.audit.spi.StoreProvider;

/** Makes the store of type {@code file}. */
public final class FileStoreProvider implements StoreProvider<FileStoreSettings> {
  @Override
  public String type() {
    return "file";
  }

  @Override
  public Class<FileStoreSettings> settingsType() {
    return FileStoreSettings.class;
  }

  /** A relative directory stands for one in the home of the deployment. */
  @Override
  public AuditStore create(FileStoreSettings settings, ProviderContext context) {
    return FileStore.open(settings.dir().map(context.home()::resolve).orElse(context.directory()));
  }
}
