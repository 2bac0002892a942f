package io.offgrid.audit.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Tells why appending would fail, and how much can be appended, without trying it. */
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

  /** Absent when the file system does not tell. */
  static OptionalLong usableBytes(LogDirectory directory) {
    try {
      return OptionalLong.of(directory.disk().usableBytes(nearest(directory)));
    } catch (IOException | RuntimeException e) {
      return OptionalLong.empty(); // the complaint says why
    }
  }

  /** The directory, or the one above in which it would be made. */
  private static Path nearest(LogDirectory directory) throws IOException {
    Path there = directory.path();
    while (directory.disk().info(there).isEmpty() && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }

  private static Optional<String> found(LogDirectory directory) throws IOException {
    Disk disk = directory.disk();
    Path there = nearest(directory);
    boolean missing = !there.equals(directory.path());
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
