package io.offgrid.audit.spi;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The exclusive right to change a log, held from {@link AuditStore#exclusive()} to {@link
 * #close()}. Called by one thread at a time. Every method throws {@link StoreException} when the
 * disk refuses; what a failed {@link #write} or {@link #force} leaves behind is undone by {@link
 * #cutBack}.
 */
public interface StoreSession extends AutoCloseable {
  /** Whether there is a log: a segment, or anything in the head's slot. */
  boolean exists();

  /** As they are now, oldest first; the active one last, absent after a crash while sealing. */
  List<Segment> segments();

  /** Opens one of {@link #segments()}. */
  SegmentReader open(Segment segment);

  /**
   * Makes a new log: the head is durable before the first segment appears. Also finishes what a
   * crash left of an earlier attempt.
   */
  void create(byte[] head);

  /**
   * Makes an empty active segment, durably, where a crash while sealing left none; else nothing.
   */
  void createActive();

  /** Size of the active segment in bytes, as the store has it now; 0 where there is none. */
  long activeSize();

  /**
   * Tells whether the active segment is the same piece as before; see {@link Segment}. Empty where
   * there is none.
   */
  String activeIdentity();

  /**
   * Writes all bytes into the active segment; what lies behind them stays. Readers see them at
   * once; they need not be durable before a force.
   *
   * @param position from 0 to {@link #activeSize()}; before it only while a log is recovered
   */
  void write(long position, ByteBuffer bytes);

  /** Makes all writes to the active segment durable. After a failure only a cut back helps. */
  void force();

  /**
   * Cuts the active segment back, durably. One that is shorter already stays as it is.
   *
   * @param size bytes that stay
   */
  void cutBack(long size);

  /**
   * Copies the end of the active segment into a file of its own, durably, before it is cut.
   *
   * @param from first byte to keep
   * @param seq goes into the name: the number that the first lost record would have had
   * @return the name of the file
   */
  String keepTorn(long from, long seq);

  /** The bytes of the head's slot; absent when there is none that can be read. */
  Optional<byte[]> readHead();

  /**
   * Replaces the head by one write; durable only after {@link #forceHead()}. What stands in its
   * place and is no file is moved aside.
   */
  void writeHead(byte[] head);

  /** Makes the head durable. */
  void forceHead();

  /**
   * Forces the active segment and gives it the number after the highest, or 1, durably; then makes
   * a new one. One that is not regular is moved out of the way like this too. After a failure the
   * active segment may be as it was, or sealed with no new one: see {@link #createActive()}.
   */
  void seal();

  /**
   * Deletes a sealed segment and what was derived from it, durably. One that is gone already, or is
   * another piece by now, is left alone.
   */
  void delete(Segment sealed);

  /**
   * Where this log was set aside, or is being; in the order of the names. Of a place that cannot be
   * looked into it says so, and does not fail.
   */
  List<Aside> asides();

  /**
   * Makes a new place for the log to be set aside to, with the line that the new log begins with;
   * durably, whole or not at all.
   *
   * @param wanted name of the place; it gets another one like it where that is taken
   * @param next given the name, makes the line and its newline
   * @return the name
   */
  String prepareAside(String wanted, Function<String, byte[]> next);

  /**
   * Sets the log aside: copies the head to the place, moves all segments there, the active one
   * first, and makes the prepared line the active segment; durably. The head is the caller's to
   * write then. After a crash, calling it again does the rest.
   *
   * @param name of a place that was prepared
   */
  void finishAside(String name);

  /** Gives the right back. Idempotent. */
  @Override
  void close();
}
