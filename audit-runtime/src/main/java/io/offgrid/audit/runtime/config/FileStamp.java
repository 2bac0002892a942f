package io.offgrid.audit.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * By which a changed file is known without reading it.
 *
 * @param key of the file itself, which another one in its place has not
 * @param modified when its content last changed
 * @param bytes how long it is
 */
record FileStamp(@Nullable Object key, FileTime modified, long bytes) {
  /** Of the file as it is now; absent where there is none that can be seen. */
  static Optional<FileStamp> of(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(new FileStamp(found.fileKey(), found.lastModifiedTime(), found.size()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
