package io.offgrid.audit.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads a file from its beginning. For one thread. Closes the file only while it has a monitor. */
final class DiskFileStream extends InputStream {
  private final DiskFile file;
  private final Object closing;
  private long position;

  DiskFileStream(DiskFile file, Object closing) {
    this.file = file;
    this.closing = closing;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int read = file.read(position, ByteBuffer.wrap(into, offset, length));
    position += Math.max(0, read);
    return read;
  }

  /** Also beyond the end, where nothing is left to read. */
  @Override
  public long skip(long bytes) {
    position += Math.max(0, bytes);
    return Math.max(0, bytes);
  }

  @Override
  public void close() throws IOException {
    synchronized (closing) {
      file.close();
    }
  }
}
