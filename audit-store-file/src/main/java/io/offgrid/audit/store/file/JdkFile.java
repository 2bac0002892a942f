package io.offgrid.audit.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import org.jspecify.annotations.Nullable;

/** A file of this machine. */
final class JdkFile implements DiskFile {
  private final FileChannel channel;

  JdkFile(FileChannel channel) {
    this.channel = channel;
  }

  @Override
  public int read(long position, ByteBuffer into) throws IOException {
    return channel.read(into, position);
  }

  @Override
  public int write(long position, ByteBuffer bytes) throws IOException {
    return channel.write(bytes, position);
  }

  @Override
  public void force(boolean metadata) throws IOException {
    channel.force(metadata);
  }

  @Override
  public void truncate(long size) throws IOException {
    channel.truncate(size);
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public Closeable lock(long position) throws IOException {
    try {
      return channel.lock(position, 1, false)::release;
    } catch (OverlappingFileLockException e) {
      throw secondCopy(e);
    }
  }

  @Override
  public @Nullable Closeable tryLock(long position) throws IOException {
    try {
      FileLock lock = channel.tryLock(position, 1, false);
      return lock == null ? null : lock::release;
    } catch (OverlappingFileLockException e) {
      throw secondCopy(e);
    }
  }

  /** Within one class loader {@link WriterLock} never asks twice; locks hold per process only. */
  private static IOException secondCopy(OverlappingFileLockException cause) {
    return new IOException(
        "another class loader of this JVM has it: load audit-store-file once, for all that use it",
        cause);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
