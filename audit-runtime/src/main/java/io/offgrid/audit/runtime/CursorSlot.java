package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.CursorCodec;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.chain.SinkCursor;
import io.offgrid.audit.spi.SinkState;
import io.offgrid.audit.spi.SinkState.Slot;
import io.offgrid.audit.spi.StoreException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the cursor of one sink. What is about to be delivered is written down before it is, a range
 * at a time, so that it is cut the same way after a restart; what is confirmed is written down at
 * most once a second, since losing that costs nothing but doubles. For one thread.
 */
final class CursorSlot {
  private static final long EVERY_NANOS = 1_000_000_000L;

  private static final Logger LOG = LoggerFactory.getLogger(CursorSlot.class);

  private final SinkState state;
  private final String sink;
  private final KeySource keys;
  private final String origin;
  private long seq;
  private byte[] hash;
  private @Nullable Long until;
  private byte[] written = new byte[0];
  private boolean failing;
  private @Nullable SigningKey lastKey;
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

  /** Whether it is of the same chain and has come at least as far as that one. */
  boolean isAtOrAfter(SinkCursor other) {
    return origin.equals(other.origin()) && other.seq() <= seq;
  }

  /** The log is another one now: begins here, and nothing before counts as confirmed. */
  void restartAt(Place there) {
    seq = there.seq();
    hash = there.hash();
    settle();
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
    SigningKey key = key();
    byte[] line = CursorCodec.encode(sink, origin, seq, hash, until, key);
    if (!Arrays.equals(line, written)) {
      keep(line);
    }
    writtenAt = System.nanoTime();
  }

  /** A full disk stops no forwarding: what is lost with the cursor is sent again. */
  private void keep(byte[] line) {
    try {
      state.write(Slot.CURSOR, line);
      written = line;
      failing = false;
    } catch (StoreException e) {
      if (!failing) {
        LOG.error("the cursor of the sink {} cannot be kept: {}", sink, e.getMessage());
      }
      failing = true;
    }
  }

  /** The last one that is known, while the keys cannot be read. */
  private SigningKey key() {
    SigningKey last = lastKey;
    try {
      SigningKey current = keys.load().current();
      lastKey = current;
      return current;
    } catch (AuditException e) {
      if (last == null) {
        throw e;
      }
      return last;
    }
  }
}
