package io.offgrid.audit.spi;

import java.io.InputStream;
import java.util.Optional;

/**
 * What a store keeps beside the log about one sink: small slots, each replaced as a whole, and the
 * lines of what was parked. Bytes only: who reads them checks them. Needs no right to append. Safe
 * for use by any number of threads and of processes.
 *
 * <p>Every method throws {@link StoreException} when the disk refuses; nothing is half-written
 * then.
 */
public interface SinkState {
  /** More than this is no slot's content, whoever put it there. */
  int MAX_SLOT_BYTES = 64 << 10;

  /** The slots. */
  enum Slot {
    /** How far the receiver has confirmed. Durable. */
    CURSOR,
    /** A cursor that somebody wants the sink to go back to. Durable. */
    REPLAY,
    /** How the sink is doing, for people. Need not be durable. */
    STATUS
  }

  /** What the slot holds; absent when nothing that can be read, or nothing of a credible size. */
  Optional<byte[]> read(Slot slot);

  /**
   * Replaces what the slot holds: a reader, or who comes after a crash, finds the old content or
   * the new.
   */
  void write(Slot slot, byte[] content);

  /** Empties the slot. */
  void clear(Slot slot);

  /** Whether anybody ever took the {@linkplain #claim claim}. */
  boolean everClaimed();

  /**
   * Takes the exclusive right to deliver to the sink, against other threads and processes, if
   * nobody has it. Dies with its process.
   *
   * @return absent where another has it
   */
  Optional<Claim> claim();

  /**
   * Adds a line to what was parked, durably.
   *
   * @param line without its newline
   */
  void park(byte[] line);

  /** Reads the lines of what was parked, each with its newline; the caller closes it. */
  InputStream parked();

  /**
   * How much was parked, for those who keep what they read of it: as long as the identity is the
   * same, lines are only added.
   *
   * @return absent where this takes reading it all; then it is read all every time
   */
  default Optional<ParkedExtent> parkedExtent() {
    return Optional.empty();
  }

  /**
   * How much was parked.
   *
   * @param identity another one when what was parked was deleted or replaced; opaque, compared by
   *     {@code equals}
   * @param bytes that there are to read, at least
   */
  record ParkedExtent(String identity, long bytes) {}

  /** The right to deliver. */
  interface Claim extends AutoCloseable {
    /** Gives it back. Idempotent. */
    @Override
    void close();
  }
}
