package io.offgrid.audit.spi;

import java.nio.ByteBuffer;

/** Reads one segment at any position. Safe for use by any number of threads. */
public interface SegmentReader extends AutoCloseable {
  /**
   * Fills the rest of the buffer as far as there are bytes.
   *
   * @return bytes read, less than asked for only at the end of the segment
   * @throws SegmentGoneException if it was deleted or moved since it was opened and this store
   *     cannot read it any more; it must not look as if it ended earlier, which is damage
   * @throws StoreException if the bytes cannot be read
   */
  int read(long position, ByteBuffer into);

  /** Its size now, in bytes: an active segment grows, and may be cut back. */
  long size();

  @Override
  void close();
}
