package io.offgrid.audit.chain;

/** Bytes at positions, of one segment. Safe for use by several threads. */
@FunctionalInterface
public interface ByteSource {
  /**
   * Reads as many bytes as there are, up to {@code length}.
   *
   * @return bytes read; less than {@code length} only at the end of the segment
   */
  int read(long position, byte[] into, int offset, int length);
}
