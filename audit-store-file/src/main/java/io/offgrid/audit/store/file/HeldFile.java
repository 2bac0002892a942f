package io.offgrid.audit.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file that has a name, kept open from session to session for as long as the name leads to it.
 * For one thread at a time: whoever has the right to append.
 */
final class HeldFile implements Closeable {
  private final Disk disk;
  private final Path path;
  private @Nullable DiskFile file;
  private @Nullable FileInfo found;
  private boolean looked;

  HeldFile(Disk disk, Path path) {
    this.disk = disk;
    this.path = path;
  }

  Path path() {
    return path;
  }

  /** Others may have changed what the name leads to: look before the next use. */
  void expire() {
    looked = false;
  }

  /** Of what has the name, file or not; empty when nothing has. */
  String identity() throws IOException {
    return info().map(FileInfo::identity).orElse("");
  }

  /** Whether a file has the name, not something else or nothing. */
  boolean regular() throws IOException {
    return info().filter(FileInfo::regular).isPresent();
  }

  /** The file, for reading and writing. */
  DiskFile file() throws IOException {
    info();
    DiskFile held = file;
    return held != null && held.isOpen() ? held : reopen();
  }

  private Optional<FileInfo> info() throws IOException {
    return looked ? Optional.ofNullable(found) : look();
  }

  /** A held file's inode is not given to another, so the same identity is the same file. */
  private Optional<FileInfo> look() throws IOException {
    Optional<FileInfo> now = disk.info(path);
    FileInfo before = found;
    if (before == null || now.isEmpty() || !now.get().identity().equals(before.identity())) {
      close();
    }
    found = now.orElse(null);
    looked = true;
    return now;
  }

  private DiskFile reopen() throws IOException {
    close();
    FileInfo before = look().orElseThrow(() -> new NoSuchFileException(path.toString()));
    if (!before.regular()) {
      throw new NotRegularException(path);
    }
    DiskFile opened = disk.open(path, Disk.Mode.READ_WRITE);
    file = opened;
    look();
    if (file == null) {
      throw new IOException("it was replaced while it was opened. Is another program moving it?");
    }
    return opened;
  }

  /** Makes the file, which must not be there. */
  DiskFile create() throws IOException {
    close();
    DiskFile created = disk.open(path, Disk.Mode.CREATE);
    file = created;
    found = disk.info(path).orElse(null);
    looked = true;
    return created;
  }

  @Override
  public void close() throws IOException {
    DiskFile held = file;
    file = null;
    found = null;
    looked = false;
    if (held != null) {
      held.close();
    }
  }
}
