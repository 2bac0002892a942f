package io.offgrid.audit.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Tells why appending would fail, without trying it. */
final class Health {
  private static final long LOW_BYTES = 1024 * 1024;

  private Health() {}

  static Optional<String> complaint(LogDirectory directory) {
    try {
      return found(directory);
    } catch (IOException e) {
      return Optional.of(DiskTrouble.message("look at", directory.path(), e));
    } catch (RuntimeException e) {
      return Optional.of("Cannot look at " + directory.path() + ": " + e);
    }
  }

  private static Optional<String> found(LogDirectory directory) throws IOException {
    Disk disk = directory.disk();
    Path there = directory.path();
    boolean missing = disk.info(there).isEmpty();
    while (disk.info(there).isEmpty() && there.getParent() != null) {
      there = there.getParent();
    }
    disk.list(there);
    if (!disk.writable(there)) {
      return Optional.of(denied(there));
    } else if (disk.usableBytes(there) < LOW_BYTES) {
      return Optional.of("Cannot append to " + directory.path() + ": " + DiskTrouble.full(there));
    }
    return missing ? Optional.empty() : files(directory);
  }

  private static Optional<String> files(LogDirectory directory) throws IOException {
    for (Path file : List.of(directory.lock(), directory.active(), directory.head())) {
      Optional<FileInfo> info = directory.disk().info(file);
      if (info.isPresent() && !info.get().regular()) {
        return Optional.of("Cannot write " + file + ": " + DiskTrouble.notRegular());
      } else if (info.isPresent() && !directory.disk().writable(file)) {
        return Optional.of(denied(file));
      }
    }
    return Optional.empty();
  }

  private static String denied(Path file) {
    return "Cannot write "
        + file
        + ": it may not be written by this process, or its file system is read-only.";
  }
}
