package io.offgrid.audit.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** Writes {@code chain.hash}. For whoever has the right to append. */
final class HeadSlot implements Closeable {
  private final LogDirectory directory;
  private final HeldFile file;
  private boolean nameForced = true;

  HeadSlot(LogDirectory directory) {
    this.directory = directory;
    this.file = new HeldFile(directory.disk(), directory.head());
  }

  void expire() {
    file.expire();
  }

  boolean exists() throws IOException {
    return !file.identity().isEmpty();
  }

  /**
   * In place: a new file renamed over it would cost a flush of the file system's journal. But size
   * and content become durable each for itself, and a head of the wrong size is none: so one whose
   * length changes, once in a while when the number gets another digit, is renamed over all the
   * same.
   */
  void write(byte[] head) throws IOException {
    if (!exists() || !file.regular()) {
      Fully.write(create(), 0, ByteBuffer.wrap(head));
    } else if (file.file().size() == head.length) {
      Fully.write(file.file(), 0, ByteBuffer.wrap(head));
    } else {
      replace(head);
    }
  }

  private void replace(byte[] head) throws IOException {
    Path draft = directory.head().resolveSibling("chain.hash.draft");
    clear(draft);
    boolean renamed = false;
    try (DiskFile made = directory.disk().open(draft, Disk.Mode.CREATE)) {
      Fully.write(made, 0, ByteBuffer.wrap(head));
      made.force(true);
      directory.disk().rename(draft, directory.head());
      renamed = true;
    } finally {
      if (!renamed) {
        directory.disk().delete(draft);
      }
    }
    file.close();
    directory.force();
    nameForced = true;
  }

  private DiskFile create() throws IOException {
    nameForced = false;
    if (exists()) {
      moveAside(directory.head());
    }
    return file.create();
  }

  private void clear(Path draft) throws IOException {
    Optional<FileInfo> there = directory.disk().info(draft);
    if (there.filter(FileInfo::regular).isPresent()) {
      directory.disk().delete(draft); // of a crash
    } else if (there.isPresent()) {
      moveAside(draft);
    }
  }

  /** What is no file must not stop the log, and is kept to be seen. */
  private void moveAside(Path place) throws IOException {
    directory.disk().rename(place, LogDirectory.free(directory.disk(), place));
  }

  void force() throws IOException {
    if (exists() && file.regular()) {
      file.file().force(false);
    }
    if (!nameForced) {
      directory.force();
      nameForced = true;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
