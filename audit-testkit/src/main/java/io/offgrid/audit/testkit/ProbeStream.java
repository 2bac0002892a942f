package io.offgrid.audit.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** A stream that keeps nothing but what was done to it, and may have little room. */
final class ProbeStream extends OutputStream {
  private final long limit;
  private long count;
  private boolean flushed;
  private boolean closed;

  private ProbeStream(long limit) {
    this.limit = limit;
  }

  static ProbeStream unlimited() {
    return new ProbeStream(Long.MAX_VALUE);
  }

  static ProbeStream failingAfter(long bytes) {
    return new ProbeStream(bytes);
  }

  long count() {
    return count;
  }

  boolean flushed() {
    return flushed;
  }

  boolean closed() {
    return closed;
  }

  @Override
  public void write(int b) throws IOException {
    take(1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    take(length);
  }

  @Override
  public void flush() {
    flushed = true;
  }

  @Override
  public void close() {
    closed = true;
  }

  private void take(int bytes) throws IOException {
    if (bytes > limit - count) {
      throw new IOException("no space left after " + limit + " bytes");
    }
    count += bytes;
  }
}
