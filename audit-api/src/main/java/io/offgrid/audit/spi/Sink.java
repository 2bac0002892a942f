package io.offgrid.audit.spi;

import io.offgrid.audit.AuditRecord;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Delivers records to a receiver: a SIEM, a collector, a queue. It does nothing else: reading the
 * log, batching, filtering, retrying and remembering how far the receiver has come are the
 * runtime's work, so that a sink may be a few lines of code.
 *
 * <p>Made without touching the network; connects when it has something to deliver. Called by one
 * thread at a time; {@link #close} alone also by another, to end a call that hangs. Implementations
 * pass {@code SinkContract} of audit-testkit.
 */
public interface Sink extends AutoCloseable {
  /**
   * Hands records over, in the order of their {@code seq}; returns when that is done, which need
   * not mean that the receiver has them: see {@link #confirmed}. What follows in the log comes with
   * the next call. A batch that does not begin after the last one starts over: after a failure, or
   * because somebody wants records sent again, the caller goes back to what was confirmed last, and
   * the sink forgets what it handed over before.
   *
   * @param batch at least one record; the same ones, cut the same way, when a batch is tried again
   * @param timeout how long this call may take
   * @throws SinkException if it failed, or it is known by now that something handed over earlier
   *     was lost; says whether trying again can help
   */
  void deliver(List<? extends AuditRecord> batch, Duration timeout);

  /**
   * The {@code seq} of the last record that the receiver surely has, with all before it, of those
   * that were handed over since it last started over; 0 when there is none. A receiver that
   * acknowledges has all that {@link #deliver} returned for; of others it may show later. Returns
   * at once.
   *
   * @throws SinkException if it is known by now that something handed over was lost
   */
  long confirmed();

  /**
   * Brings the conversation to an orderly end if that confirms more, waiting no longer than this.
   * Called when nothing is left to deliver for now, before {@link #close}; a later {@link #deliver}
   * begins a new conversation.
   *
   * @throws SinkException if it is known by now that something handed over was lost
   */
  default void finish(Duration timeout) {}

  /**
   * Delivers one record, which is not in the log, over a connection of its own, and tells each step
   * as it is taken, in words: {@code connected to 127.0.0.1:514 in 2 ms}.
   *
   * @param timeout how long this call may take
   * @throws SinkException if it failed, which says at what
   */
  void test(AuditRecord record, Duration timeout, Consumer<String> steps);

  /** Where it delivers to, for people, without any secret: {@code tcp://siem.example:514}. */
  String target();

  /** Lets go of everything; a call under way fails soon. Idempotent. */
  @Override
  void close();
}
