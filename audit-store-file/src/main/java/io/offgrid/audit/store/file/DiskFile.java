package io.offgrid.audit.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An open file, read and written at positions. Methods behave as those of {@link
 * java.nio.channels.FileChannel}, also when a thread is interrupted: the file is closed then.
 */
interface DiskFile extends Closeable {
  /** Reads once; bytes read, or -1 at the end. */
  int read(long position, ByteBuffer into) throws IOException;

  /** Writes once; bytes written, maybe not all. */
  int write(long position, ByteBuffer bytes) throws IOException;

  /** Makes written bytes durable, with all metadata or only what reading them back needs. */
  void force(boolean metadata) throws IOException;

  /** Cuts to this many bytes; a shorter file stays as it is. */
  void truncate(long size) throws IOException;

  long size() throws IOException;

  boolean isOpen();

  /** Waits for the lock on the byte at this position, which need not exist; closing frees it. */
  Closeable lock(long position) throws IOException;

  /** Takes that lock, or null where another process has it. */
  @Nullable Closeable tryLock(long position) throws IOException;
}
