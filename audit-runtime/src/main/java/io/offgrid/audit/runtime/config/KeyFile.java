package io.offgrid.audit.runtime.config;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.runtime.KeySource;
import java.nio.file.Path;
import java.util.List;

/** Keys in a file: one a line, oldest first; blank lines and lines with # in front do not count. */
final class KeyFile implements KeySource {
  private final Path file;
  private final String ifMissing;

  KeyFile(Path file) {
    this(file, "");
  }

  /**
   * A file, and what to say if it is missing.
   *
   * @param ifMissing goes after the words that the file does not exist
   */
  KeyFile(Path file, String ifMissing) {
    this.file = file;
    this.ifMissing = ifMissing;
  }

  /**
   * The keys as they are written; not one is checked.
   *
   * @throws AuditException if the file cannot be read, others can read it, or it holds none
   */
  List<String> entries() {
    List<String> keys =
        SecretFile.read(file, "the key file", ifMissing)
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();
    if (keys.isEmpty()) {
      throw new AuditException("the key file " + file + " holds no key");
    }
    return keys;
  }

  @Override
  public KeyRing load() {
    List<String> keys = entries();
    try {
      return KeyRing.parse(keys);
    } catch (IllegalArgumentException e) {
      throw new AuditException("the key file " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return "key file " + file;
  }
}
