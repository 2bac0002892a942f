package io.offgrid.audit.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

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

  /** In place: a new file renamed over it would cost a flush of the file system's journal. */
  void write(byte[] head) throws IOException {
    DiskFile open = exists() && file.regular() ? file.file() : create();
    Fully.write(open, 0, ByteBuffer.wrap(head));
    if (open.size() > head.length) {
      open.truncate(head.length);
    }
  }

  private DiskFile create() throws IOException {
    nameForced = false;
    if (exists()) {
      moveAside();
    }
    return file.create();
  }

  /** What is no file must not stop the log, and is kept to be seen. */
  private void moveAside() throws IOException {
    Path head = directory.head();
    directory.disk().rename(head, LogDirectory.free(directory.disk(), head));
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
