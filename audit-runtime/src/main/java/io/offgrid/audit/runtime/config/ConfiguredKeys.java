package io.offgrid.audit.runtime.config;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.runtime.KeySource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys that stand in the configuration, read again when its file has changed: so a process that
 * runs goes on through a rotation. While the file cannot be understood, the last keys that were
 * good stay. Safe for use by any number of threads.
 */
final class ConfiguredKeys implements KeySource {
  private static final Logger LOG = LoggerFactory.getLogger(ConfiguredKeys.class);

  private final Supplier<Optional<FileStamp>> stamp;
  private final Supplier<KeySource> readAgain;
  private KeySource keys;
  private Optional<FileStamp> read;

  /**
   * Keys as they were read, and how to read them again.
   *
   * @param read of the file, from before that
   * @param stamp of the file as it is now
   */
  ConfiguredKeys(
      KeySource keys,
      Optional<FileStamp> read,
      Supplier<Optional<FileStamp>> stamp,
      Supplier<KeySource> readAgain) {
    this.keys = keys;
    this.read = read;
    this.stamp = stamp;
    this.readAgain = readAgain;
  }

  @Override
  public KeyRing load() {
    return now().load();
  }

  @Override
  public String location() {
    return now().location();
  }

  @Override
  public String howToAddNext() {
    return now().howToAddNext();
  }

  private synchronized KeySource now() {
    Optional<FileStamp> found = stamp.get();
    if (!found.equals(read)) {
      read = found;
      try {
        keys = readAgain.get();
      } catch (AuditException e) {
        LOG.warn("the keys stay as they were: {}", e.getMessage());
      }
    }
    return keys;
  }
}
