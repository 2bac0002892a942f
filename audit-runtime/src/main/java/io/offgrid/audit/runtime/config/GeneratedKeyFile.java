package io.offgrid.audit.runtime.config;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.runtime.RotatableKeys;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.StoreSnapshot;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The key of a deployment that names none: made once, before the log is.
 *
 * <p>A log whose key is lost must not get a new one: its records could not be checked any more, and
 * whoever deletes the key would have the log continued as if nothing had happened.
 */
final class GeneratedKeyFile implements RotatableKeys {
  private final Path file;
  private final KeyFile keys;

  GeneratedKeyFile(Path file) {
    this.file = file;
    keys =
        new KeyFile(
            file,
            ": it is made when the first event is recorded; if there is a log already, restore the"
                + " file from a backup");
  }

  @Override
  public KeyRing load() {
    return keys.load();
  }

  @Override
  public String location() {
    return keys.location();
  }

  @Override
  public KeyRing addNext() {
    return keys.addNext();
  }

  @Override
  public void promoteNext() {
    keys.promoteNext();
  }

  /**
   * Looks at the file, if it is there, as far as costs nothing: reading a log needs no key.
   *
   * @throws AuditException if it cannot be read, or others can read it, or it holds no key
   */
  void checkFile() {
    if (exists()) {
      keys.entries();
    }
  }

  private boolean exists() {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Makes the key durable before a new log is, unless there is one.
   *
   * @throws AuditException if it cannot be made, or if there is a log but no key
   */
  void ensure(AuditStore store) {
    // The log is looked at first: another process makes the key before the log, so that a log
    // without a key is never a race.
    boolean logExists = logExists(store);
    if (!logExists) {
      NewKeyFile.createUnlessThere(file);
    } else if (!exists()) {
      throw new AuditException(
          "there is a log in %s, but its key file %s is gone: restore it from a backup, or name the key by hmac_key_file or hmac_key"
              .formatted(store.location(), file));
    }
  }

  private static boolean logExists(AuditStore store) {
    if (store.readHead().isPresent()) {
      return true;
    }
    try (StoreSnapshot snapshot = store.snapshot()) {
      return snapshot.head().isPresent() || !snapshot.segments().isEmpty();
    }
  }

  @Override
  public String toString() {
    return "generated key file " + file;
  }
}
