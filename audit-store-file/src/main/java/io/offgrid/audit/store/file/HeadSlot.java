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

  /**
   * In place: a new file renamed over it would cost a flush of the file system's journal. One that
   * has grown (by a digit of its number) is forced at once: a journal may keep the new size with
   * the next force of any file, and the bytes only with this one's, and then a power cut would
   * leave the old head with a zero byte after it. Likewise one that has shrunk.
   */
  void write(byte[] head) throws IOException {
    DiskFile open = exists() && file.regular() ? file.file() : create();
    long before = open.size();
    Fully.write(open, 0, ByteBuffer.wrap(head));
    if (before > head.length) {
      open.truncate(head.length);
    }
    if (before > 0 && before != head.length) {
      open.force(false);
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
