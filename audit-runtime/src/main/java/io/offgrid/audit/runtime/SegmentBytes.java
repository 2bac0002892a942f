package io.offgrid.audit.runtime;

import io.offgrid.audit.chain.ByteSource;
import io.offgrid.audit.spi.SegmentReader;
import java.nio.ByteBuffer;

/** A segment of a store, as the chain's functions read it. */
record SegmentBytes(SegmentReader reader) implements ByteSource {
  @Override
  public int read(long position, byte[] into, int offset, int length) {
    return reader.read(position, ByteBuffer.wrap(into, offset, length));
  }
}
