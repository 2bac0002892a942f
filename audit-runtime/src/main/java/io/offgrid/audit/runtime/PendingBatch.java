package io.offgrid.audit.runtime;

import io.offgrid.audit.Receipt;
import io.offgrid.audit.RecordResult;
import io.offgrid.audit.RecordingException;
import io.offgrid.audit.chain.EncodedEvent;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait to be recorded one after the other, and who waits for them; without events, a
 * request to force what was recorded. Filled by the caller's thread, then the writer's alone.
 */
final class PendingBatch {
  private static final Receipt[] NONE = {};

  /** The event that came alone: thousands of such wait, so it has no list around it. */
  private final @Nullable EncodedEvent event;

  private final List<EncodedEvent> events;
  private final @Nullable CompletableFuture<RecordResult> one;
  private final @Nullable CompletableFuture<List<RecordResult>> all;
  private final long bytes;
  private Receipt[] receipts = NONE;
  private int recorded;

  private PendingBatch(EncodedEvent event, CompletableFuture<RecordResult> future) {
    this.event = event;
    events = List.of();
    one = future;
    all = null;
    bytes = event.size();
  }

  private PendingBatch(List<EncodedEvent> events, CompletableFuture<List<RecordResult>> future) {
    event = null;
    this.events = List.copyOf(events);
    one = null;
    all = future;
    bytes = events.stream().mapToLong(EncodedEvent::size).sum();
  }

  static PendingBatch of(EncodedEvent event, CompletableFuture<RecordResult> future) {
    return new PendingBatch(event, future);
  }

  static PendingBatch of(List<EncodedEvent> events, CompletableFuture<List<RecordResult>> future) {
    return new PendingBatch(events, future);
  }

  EncodedEvent event(int index) {
    return event == null ? events.get(index) : event;
  }

  int size() {
    return event == null ? events.size() : 1;
  }

  /** Asks for a force rather than for a record. */
  boolean isBarrier() {
    return size() == 0;
  }

  /** Bytes that the events take in the log, about. */
  long bytes() {
    return bytes;
  }

  /** Notes the receipt of the next event, once that event is as durable as it was promised. */
  void recorded(Receipt receipt) {
    if (recorded == 0) {
      receipts = new Receipt[size()];
    }
    receipts[recorded++] = receipt;
  }

  /** Tells the caller, if all events are recorded. */
  void completeIfWhole() {
    if (recorded < size()) {
      return;
    }
    if (one != null) {
      one.complete(new RecordResult.Recorded(receipts[0]));
    } else if (all != null) {
      all.complete(Arrays.stream(receipts).<RecordResult>map(RecordResult.Recorded::new).toList());
    }
  }

  /**
   * Tells the caller what a failure left: all events recorded after all, or not.
   *
   * @param durableSeq the last record that is durable; receipts beyond it are void
   */
  void settle(long durableSeq, String message, @Nullable Throwable cause) {
    while (recorded > 0 && receipts[recorded - 1].seq() > durableSeq) {
      recorded--;
    }
    if (!isBarrier() && recorded == size()) {
      completeIfWhole();
    } else {
      fail(message, cause);
    }
  }

  /** Tells the caller that not all events are recorded. No effect on one that was completed. */
  void fail(String message, @Nullable Throwable cause) {
    RecordingException error =
        new RecordingException(message, cause, Arrays.asList(receipts).subList(0, recorded));
    if (one != null) {
      one.completeExceptionally(error);
    } else if (all != null) {
      all.completeExceptionally(error);
    }
  }
}
