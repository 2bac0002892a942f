package io.offgrid.audit.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/** Writes {@code events.log}. For whoever has the right to append. */
final class ActiveSegment {
  private final LogDirectory directory;
  private final HeldFile file;

  ActiveSegment(LogDirectory directory) {
    this.directory = directory;
    this.file = new HeldFile(directory.disk(), directory.active());
  }

  void expire() {
    file.expire();
  }

  String identity() throws IOException {
    return file.identity();
  }

  boolean exists() throws IOException {
    return !identity().isEmpty();
  }

  long size() throws IOException {
    return file.regular() ? file.file().size() : 0;
  }

  void write(long position, ByteBuffer bytes) throws IOException {
    Fully.write(file.file(), position, bytes);
  }

  void force() throws IOException {
    file.file().force(false);
  }

  void cutBack(long size) throws IOException {
    file.file().truncate(size);
    file.file().force(true);
  }

  /**
   * An empty one, where there is none; the name is durable in any case.
   *
   * @throws NotRegularException if something else came there: whoever went on in that would find
   *     every later record refused
   */
  void create() throws IOException {
    if (!exists()) {
      file.create();
    } else if (!file.regular()) {
      throw new NotRegularException(directory.active());
    }
    directory.force();
  }

  /**
   * Gives it the next number, durably. What is no file holds nothing to force and cannot be written
   * to; the same rename moves it out of the way, so that it does not stop the log, and keeps it to
   * be seen.
   */
  void seal() throws IOException {
    if (file.regular()) {
      force();
    }
    directory.disk().rename(directory.active(), sealedName());
    file.close();
    directory.force();
  }

  /** Where somebody used the numbers up, what is no file is moved out of the way all the same. */
  private Path sealedName() throws IOException {
    try {
      return directory.nextSealed();
    } catch (IOException e) {
      if (file.regular()) {
        throw e;
      }
      return LogDirectory.free(directory.disk(), directory.active());
    }
  }

  /** Copies the end into a new file, durably; a failed copy leaves nothing. */
  String keepTorn(long from, long seq) throws IOException {
    DiskFile source = file.file();
    for (int n = 1; ; n++) {
      String name = LogDirectory.ACTIVE + ".torn-" + seq + "-" + n;
      Path path = directory.path().resolve(name);
      try (DiskFile torn = directory.disk().open(path, Disk.Mode.CREATE)) {
        copy(source, from, torn, path);
        return name;
      } catch (FileAlreadyExistsException e) {
        // Of an earlier crash: try the next number.
      }
    }
  }

  private void copy(DiskFile source, long from, DiskFile torn, Path path) throws IOException {
    boolean copied = false;
    try {
      Fully.copy(source, from, torn);
      torn.force(true);
      directory.force();
      copied = true;
    } finally {
      if (!copied) {
        directory.disk().delete(path);
      }
    }
  }

  void close() throws IOException {
    file.close();
  }
}
