package io.offgrid.audit.spi;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where the lines of a log are kept. A store knows bytes and positions; what they mean is the
 * runtime's business, so every store gets signing, recovery and verification for free.
 *
 * <p>Opening a store does no I/O beyond what it names; the log is made by {@link
 * StoreSession#create}. Safe for use by any number of threads. Implementations pass {@code
 * AuditStoreContract} of audit-testkit.
 */
public interface AuditStore extends AutoCloseable {
  /** More than this is no summary, whoever put it there. */
  int MAX_SUMMARY_BYTES = 4 << 20;

  /**
   * Waits for the exclusive right to append, against other threads and other processes. Called on
   * the log's writer thread, which must not have it already. Dies with its process.
   *
   * @throws StoreException if there is no place to write to, or it cannot be locked, or the thread
   *     was interrupted while it waited
   */
  StoreSession exclusive();

  /**
   * A view for reading, taken without the right to append. Where there is no log yet it is empty,
   * and none is made.
   *
   * @throws StoreException if the log cannot be listed or will not hold still
   */
  StoreSnapshot snapshot();

  /** The bytes of the head's slot now; absent when none can be read. May be half-written. */
  Optional<byte[]> readHead();

  /**
   * Keeps what was derived from a sealed segment beside it, instead of what was kept before, for
   * {@link StoreSnapshot#readSummary}. Needs no right to append, need not be durable, and goes with
   * the segment: where that is gone, or another piece has its name, nothing is kept. A store may
   * keep nothing at all, since it can always be derived again. Called on any thread.
   *
   * @param summary at most {@link #MAX_SUMMARY_BYTES}
   * @return false if this store never keeps any, so that none need be made
   * @throws StoreException if it could not be kept
   */
  default boolean keepSummary(Segment sealed, byte[] summary) {
    return false;
  }

  /**
   * What is kept of a sink beside the log. Touches nothing yet.
   *
   * @param name of the sink: lower-case letters, digits, {@code -} and {@code _}, at most 64
   */
  SinkState sink(String name);

  /** Where it is, for people: a directory, a cluster. */
  String location();

  /** Tells why appending would fail now; absent when it should work. Never throws. */
  Optional<String> check();

  /**
   * How many bytes can still be appended, about, so that people are told before none can; absent
   * when the store cannot tell. Called on any thread. Never throws.
   */
  default OptionalLong usableBytes() {
    return OptionalLong.empty();
  }

  /**
   * Releases what this store opened. Idempotent; a session still held fails its next call, and
   * gives the right back when it is closed.
   */
  @Override
  void close();
}
