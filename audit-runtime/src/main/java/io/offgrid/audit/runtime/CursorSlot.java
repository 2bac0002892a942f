package io.offgrid.audit.runtime;

import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.CursorCodec;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.chain.SinkCursor;
import io.offgrid.audit.spi.SinkState;
import io.offgrid.audit.spi.SinkState.Slot;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the cursor of one sink. What is about to be delivered is written down before it is, a range
 * at a time, so that it is cut the same way after a restart; what is confirmed is written down at
 * most once a second, since losing that costs nothing but doubles. For one thread.
 */
final class CursorSlot {
  private static final long EVERY_NANOS = 1_000_000_000L;

  private final SinkState state;
  private final String sink;
  private final KeySource keys;
  private final String origin;
  private long seq;
  private byte[] hash;
  private @Nullable Long until;
  private byte[] written = new byte[0];
  private long writtenAt = System.nanoTime();

  CursorSlot(SinkState state, KeySource keys, SinkCursor cursor) {
    this.state = state;
    this.keys = keys;
    this.sink = cursor.sink();
    this.origin = cursor.origin();
    this.seq = cursor.seq();
    this.hash = ChainHash.parse(cursor.chainHash());
    this.until = cursor.until();
  }

  /** Number of the last confirmed record. */
  long seq() {
    return seq;
  }

  /** Hash of that record's line. */
  byte[] hash() {
    return hash;
  }

  /** Last number of what may be in flight, 0 if nothing is. */
  long until() {
    return until == null ? 0 : until;
  }

  /** Everything up to this number may be delivered from now on. */
  void reserve(long last) {
    until = last;
    write();
  }

  /** Everything up to and with this record is confirmed. */
  void confirmed(long lastSeq, byte[] lastHash) {
    seq = lastSeq;
    hash = lastHash;
    if (System.nanoTime() - writtenAt > EVERY_NANOS) {
      write();
    }
  }

  /** Goes to where somebody wants it. */
  void moveTo(SinkCursor cursor) {
    seq = cursor.seq();
    hash = ChainHash.parse(cursor.chainHash());
    settle();
  }

  /** Writes down the last that is known; nothing is in flight if all was confirmed. */
  void settleIfConfirmed(boolean all) {
    until = all ? null : until;
    write();
  }

  /** Nothing is in flight. Also signs with the current key what an older one signed. */
  void settle() {
    until = null;
    write();
  }

  private void write() {
    SigningKey key = keys.load().current();
    byte[] line = CursorCodec.encode(sink, origin, seq, hash, until, key);
    if (!Arrays.equals(line, written)) {
      state.write(Slot.CURSOR, line);
      written = line;
    }
    writtenAt = System.nanoTime();
  }
}
