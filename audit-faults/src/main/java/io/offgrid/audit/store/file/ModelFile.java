package io.offgrid.audit.store.file;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;

/** A file of a {@link ModelDisk}, whatever it is called. Guarded by its disk. */
final class ModelFile {
  private final ModelDisk disk;
  private final int number;
  private byte[] bytes;
  private int size;

  ModelFile(ModelDisk disk, int number, byte[] content) {
    this.disk = disk;
    this.number = number;
    this.bytes = content.clone();
    this.size = content.length;
  }

  byte[] content() {
    return Arrays.copyOf(bytes, size);
  }

  int size() {
    return size;
  }

  /**
   * Opens it.
   *
   * @param name that it has now
   */
  DiskFile opened(String name) {
    return new Opened(name);
  }

  private void write(int position, byte[] written) {
    int end = position + written.length;
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
    }
    System.arraycopy(written, 0, bytes, position, written.length);
    size = Math.max(size, end);
    disk.add(new Step.Wrote(number, position, written));
  }

  private void cut(int to) {
    if (to < size) {
      Arrays.fill(bytes, to, size, (byte) 0);
      size = to;
      disk.add(new Step.Cut(number, to));
    }
  }

  /** Locks of other processes are not modelled: there are none. */
  private final class Opened implements DiskFile {
    private final String name;
    private volatile boolean open = true;

    Opened(String name) {
      this.name = name;
    }

    private void requireOpen() throws ClosedChannelException {
      if (!open) {
        throw new ClosedChannelException();
      }
    }

    @Override
    public int read(long position, ByteBuffer into) throws ClosedChannelException {
      synchronized (disk) {
        requireOpen();
        if (position >= size) {
          return -1;
        }
        int length = Math.min(into.remaining(), size - (int) position);
        into.put(bytes, (int) position, length);
        return length;
      }
    }

    @Override
    public int write(long position, ByteBuffer from) throws ClosedChannelException {
      synchronized (disk) {
        requireOpen();
        byte[] written = new byte[from.remaining()];
        from.get(written);
        ModelFile.this.write(Math.toIntExact(position), written);
        return written.length;
      }
    }

    @Override
    public void force(boolean metadata) throws ClosedChannelException {
      requireOpen();
      disk.add(new Step.ForcedFile(number, name));
    }

    @Override
    public void truncate(long to) throws ClosedChannelException {
      synchronized (disk) {
        requireOpen();
        cut(Math.toIntExact(to));
      }
    }

    @Override
    public long size() throws ClosedChannelException {
      synchronized (disk) {
        requireOpen();
        return size;
      }
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public Closeable lock(long position) {
      return () -> {};
    }

    @Override
    public Closeable tryLock(long position) {
      return () -> {};
    }

    @Override
    public void close() {
      open = false;
    }
  }
}
