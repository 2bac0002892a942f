package io.offgrid.audit.store.file;

import io.offgrid.audit.spi.Setting;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Settings of the file store. */
public record FileStoreSettings(
    @Setting("Directory of the log; the deployment's log directory, audit.dir, where not set")
        Optional<Path> dir) {
  public FileStoreSettings {
    Objects.requireNonNull(dir, "dir");
  }
}
