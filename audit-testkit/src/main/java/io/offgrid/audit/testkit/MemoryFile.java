package io.offgrid.audit.testkit;

import io.offgrid.audit.spi.Segment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** Growing bytes, and what of them would outlast a power cut. */
final class MemoryFile {
  private static final AtomicLong COUNT = new AtomicLong();

  private final String identity = "memory-" + COUNT.incrementAndGet();
  private byte[] bytes = new byte[0];
  private int size;
  private byte[] durable = new byte[0];
  private int durableSize;
  private int changedFrom;

  synchronized int read(long position, ByteBuffer into) {
    if (position >= size) {
      return 0;
    }
    int length = (int) Math.min(into.remaining(), size - position);
    into.put(bytes, (int) position, length);
    return length;
  }

  synchronized void write(long position, ByteBuffer from) {
    int start = Math.toIntExact(position);
    int end = Math.addExact(start, from.remaining());
    bytes = grown(bytes, end);
    from.get(bytes, start, end - start);
    size = Math.max(size, end);
    changedFrom = Math.min(changedFrom, start);
  }

  synchronized void truncate(long to) {
    if (to < size) {
      Arrays.fill(bytes, (int) to, size, (byte) 0);
      size = (int) to;
      changedFrom = Math.min(changedFrom, size);
    }
  }

  synchronized void force() {
    durable = grown(durable, size);
    System.arraycopy(bytes, changedFrom, durable, changedFrom, size - changedFrom);
    durableSize = size;
    changedFrom = size;
  }

  synchronized void crash() {
    bytes = Arrays.copyOf(durable, durableSize);
    size = durableSize;
    changedFrom = size;
  }

  private static byte[] grown(byte[] array, int size) {
    return size <= array.length ? array : Arrays.copyOf(array, Math.max(size, array.length * 2));
  }

  synchronized long size() {
    return size;
  }

  String identity() {
    return identity;
  }

  Segment as(String name, boolean sealed) {
    return new Segment(name, sealed, true, identity, size());
  }

  /** A copy of all that is there. */
  synchronized byte[] content() {
    return Arrays.copyOf(bytes, size);
  }
}
