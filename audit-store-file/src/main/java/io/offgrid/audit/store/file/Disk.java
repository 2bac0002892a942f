package io.offgrid.audit.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the store asks of a file system, so that tests can put one behind it that fails,
 * or that forgets what was not forced. No method follows a link in the last part of a path, {@link
 * #list} and {@link #forceDirectory} aside. Safe for use by any number of threads.
 */
interface Disk {
  /** How a file is opened; {@link #CREATE} fails where anything stands already. */
  enum Mode {
    READ,
    READ_WRITE,
    CREATE
  }

  /** What stands at the path; absent when nothing does. */
  Optional<FileInfo> info(Path path) throws IOException;

  /** Opens a regular file. A created one is for its owner alone from the start. */
  DiskFile open(Path path, Mode mode) throws IOException;

  /** Names of what is in the directory, in no order. */
  List<String> list(Path directory) throws IOException;

  /** Makes one directory, for its owner alone from the start. */
  void createDirectory(Path directory) throws IOException;

  /** Renames within a directory, atomically; what has the new name already is replaced. */
  void rename(Path from, Path to) throws IOException;

  void delete(Path path) throws IOException;

  /** Makes names that came, went or changed in the directory durable. */
  void forceDirectory(Path directory) throws IOException;

  /** Whether this process may write there, as far as can be told without trying. */
  boolean writable(Path path);

  /** Bytes that may still be written on the file system of the path. */
  long usableBytes(Path path) throws IOException;
}
