package io.offgrid.audit.benchmarks;

import io.offgrid.audit.AuditLog;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.runtime.AuditLogBuilder;
import io.offgrid.audit.runtime.Durability;
import io.offgrid.audit.runtime.ForwardedSink;
import io.offgrid.audit.runtime.VerifyOnStart;
import io.offgrid.audit.store.file.FileStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A log of its own in a new directory, gone when it is closed. */
final class Scratch implements AutoCloseable {
  static final SigningKey KEY = SigningKey.parse("a key for measuring, of 32 bytes");

  private final Path directory;
  private final FileStore store;
  private final AuditLog log;

  Scratch(Path parent, Durability durability, ForwardedSink... sinks) {
    try {
      directory = Files.createTempDirectory(parent, "audit-benchmark-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    store = FileStore.open(directory.resolve("audit"));
    AuditLogBuilder builder = builder(store).durability(durability);
    List.of(sinks).forEach(builder::sink);
    log = builder.open();
  }

  /** How every log here is opened. */
  static AuditLogBuilder builder(FileStore store) {
    return AuditLogBuilder.on(store, () -> KeyRing.of(KEY))
        .origin("benchmark")
        .verifyOnStart(VerifyOnStart.OFF);
  }

  AuditLog log() {
    return log;
  }

  /** Where the segments are. */
  Path directory() {
    return directory.resolve("audit");
  }

  @Override
  public void close() {
    log.close();
    store.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
