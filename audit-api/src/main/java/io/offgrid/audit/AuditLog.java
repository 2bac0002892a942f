package io.offgrid.audit;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A tamper-evident log that can be appended to. Safe for use by any number of threads; any number
 * of processes on one host may have the same log open.
 *
 * <p>A future completes once the event is in the log as its {@link Receipt} promises, on the log's
 * writer thread: dependent stages should be short or go to an executor of their own. An event is
 * signed in the order in which the log took it; what one thread records keeps its order.
 */
public interface AuditLog extends AuditLogReader {
  /**
   * Gives one event to the log. Returns at once unless the queue is full, then within the queue
   * timeout.
   *
   * @return completes with what became of it, or exceptionally with {@link RecordingException}, or
   *     {@link InvalidEventException} under {@code on_unstorable: refuse}
   */
  CompletableFuture<RecordResult> record(AuditEvent event);

  /**
   * Gives events to the log, to be recorded one after the other with nothing of this process in
   * between.
   *
   * @return completes when all are recorded; a {@link RecordingException} tells which of the first
   *     ones are
   */
  CompletableFuture<List<RecordResult>> recordAll(List<AuditEvent> events);

  /**
   * Gives one event to the log as JSON text (UTF-8), an object with the members {@code type},
   * {@code user_id}, {@code outcome}, {@code severity}, {@code source}, {@code target} and {@code
   * details}. Doubled members and numbers beyond a double inside {@code details} are kept, as the
   * format's repairs say.
   *
   * @return as {@link #record}; exceptionally with {@link InvalidEventException}, which has line
   *     and column, if the text is not such an object
   */
  CompletableFuture<RecordResult> recordJson(byte[] utf8);

  /**
   * Gives events to the log as {@link #recordJson} takes them, to be recorded one after the other
   * with nothing of this process in between.
   *
   * @return as {@link #recordAll}; exceptionally with {@link InvalidEventException}, which tells
   *     which one, if any of them is refused, and then none is recorded
   */
  CompletableFuture<List<RecordResult>> recordAllJson(List<byte[]> utf8);

  /**
   * As {@link #record}, waiting for the result.
   *
   * @throws RecordingException if it could not be recorded
   * @throws InvalidEventException if it was refused
   */
  default RecordResult recordAndWait(AuditEvent event) {
    return await(record(event));
  }

  /** As {@link #recordAll}, waiting for the results. */
  default List<RecordResult> recordAllAndWait(List<AuditEvent> events) {
    return await(recordAll(events));
  }

  /**
   * Waits until everything recorded so far survives a power cut, also with {@code durability:
   * buffered}.
   *
   * @throws RecordingException if it could not be forced
   */
  void flush();

  /**
   * What was recorded and forwarded since this log was opened, and what goes on now. Cheap; also
   * after the end. Never throws.
   */
  LogMetrics metrics();

  /** Records what waits, forces it, and releases everything. Idempotent. */
  @Override
  void close();

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof AuditException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
