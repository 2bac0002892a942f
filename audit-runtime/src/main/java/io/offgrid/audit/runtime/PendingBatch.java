package io.offgrid.audit.runtime;

import io.offgrid.audit.Receipt;
import io.offgrid.audit.RecordResult;
import io.offgrid.audit.RecordingException;
import io.offgrid.audit.chain.EncodedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait to be recorded one after the other, and who waits for them; without events, a
 * request to force what was recorded. Filled by the caller's thread, then the writer's alone.
 */
final class PendingBatch {
  private final List<EncodedEvent> events;
  private final long bytes;
  private final @Nullable CompletableFuture<RecordResult> one;
  private final @Nullable CompletableFuture<List<RecordResult>> all;
  private final List<Receipt> receipts;

  private PendingBatch(
      List<EncodedEvent> events,
      @Nullable CompletableFuture<RecordResult> one,
      @Nullable CompletableFuture<List<RecordResult>> all) {
    this.events = events;
    this.one = one;
    this.all = all;
    this.receipts = new ArrayList<>(events.size());
    long sum = 0;
    for (EncodedEvent event : events) {
      sum += event.size();
    }
    this.bytes = sum;
  }

  static PendingBatch of(EncodedEvent event, CompletableFuture<RecordResult> future) {
    return new PendingBatch(List.of(event), future, null);
  }

  static PendingBatch of(List<EncodedEvent> events, CompletableFuture<List<RecordResult>> future) {
    return new PendingBatch(List.copyOf(events), null, future);
  }

  List<EncodedEvent> events() {
    return events;
  }

  /** Asks for a force rather than for a record. */
  boolean isBarrier() {
    return events.isEmpty();
  }

  /** Bytes that the events take in the log, about. */
  long bytes() {
    return bytes;
  }

  /** Notes the receipt of the next event, once that event is as durable as it was promised. */
  void recorded(Receipt receipt) {
    receipts.add(receipt);
  }

  /** Tells the caller, if all events are recorded. */
  void completeIfWhole() {
    if (receipts.size() < events.size()) {
      return;
    }
    if (one != null) {
      one.complete(new RecordResult.Recorded(receipts.get(0)));
    } else if (all != null) {
      all.complete(receipts.stream().<RecordResult>map(RecordResult.Recorded::new).toList());
    }
  }

  /**
   * Tells the caller what a failure left: all events recorded after all, or not.
   *
   * @param durableSeq the last record that is durable; receipts beyond it are void
   */
  void settle(long durableSeq, String message, @Nullable Throwable cause) {
    receipts.removeIf(receipt -> receipt.seq() > durableSeq);
    if (!isBarrier() && receipts.size() == events.size()) {
      completeIfWhole();
    } else {
      fail(message, cause);
    }
  }

  /** Tells the caller that not all events are recorded. No effect on one that was completed. */
  void fail(String message, @Nullable Throwable cause) {
    RecordingException error = new RecordingException(message, cause, receipts);
    if (one != null) {
      one.completeExceptionally(error);
    } else if (all != null) {
      all.completeExceptionally(error);
    }
  }
}
