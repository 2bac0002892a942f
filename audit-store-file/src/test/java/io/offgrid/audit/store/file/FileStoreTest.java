package io.offgrid.audit.store.file;

import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.testkit.AuditStoreContract;
import io.offgrid.audit.testkit.ConcurrentStoreContract;
import io.offgrid.audit.testkit.SinkStateContract;
import io.offgrid.audit.testkit.SummaryStoreContract;
import io.offgrid.audit.testkit.WholeLogStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest
    implements AuditStoreContract,
        ConcurrentStoreContract,
        WholeLogStoreContract,
        SummaryStoreContract,
        SinkStateContract {
  @TempDir Path temporary;

  @Override
  public AuditStore testee() {
    return FileStore.open(temporary.resolve("home/audit"));
  }

  @Override
  public Optional<byte[]> torn(String name) {
    return content(name);
  }

  @Override
  public Optional<byte[]> aside(String place, String file) {
    return content(place + "/" + file);
  }

  private Optional<byte[]> content(String name) {
    try {
      return Optional.of(Files.readAllBytes(temporary.resolve("home/audit").resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
