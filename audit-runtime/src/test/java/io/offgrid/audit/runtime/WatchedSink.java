package io.offgrid.audit.runtime;

import io.offgrid.audit.spi.SinkState;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * What a real store keeps of a sink; tells how much of what was parked is read.
 *
 * @param read told the number of bytes of each read
 */
record WatchedSink(SinkState state, IntConsumer read) implements SinkState {
  @Override
  public Optional<byte[]> read(Slot slot) {
    return state.read(slot);
  }

  @Override
  public void write(Slot slot, byte[] content) {
    state.write(slot, content);
  }

  @Override
  public void clear(Slot slot) {
    state.clear(slot);
  }

  @Override
  public boolean everClaimed() {
    return state.everClaimed();
  }

  @Override
  public Optional<Claim> claim() {
    return state.claim();
  }

  @Override
  public void park(byte[] line) {
    state.park(line);
  }

  @Override
  public InputStream parked() {
    return new FilterInputStream(state.parked()) {
      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        int bytes = super.read(into, offset, length);
        read.accept(Math.max(0, bytes));
        return bytes;
      }
    };
  }

  @Override
  public Optional<ParkedExtent> parkedExtent() {
    return state.parkedExtent();
  }
}
