package io.offgrid.audit.benchmarks;

import io.offgrid.audit.AuditLog;
import io.offgrid.audit.LogMetrics;
import io.offgrid.audit.runtime.Durability;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.DoubleConsumer;

/** Recording into a new log, timed from the first event that is made to the last receipt. */
final class Recording {
  private Recording() {}

  /** Events a second when no caller waits for a receipt before it goes on to the next event. */
  static double streamed(Path parent, int threads, int events) {
    try (Scratch scratch = new Scratch(parent, Durability.BUFFERED)) {
      AuditLog log = scratch.log();
      return events / Threads.seconds(threads, () -> stream(log, events / threads));
    }
  }

  /** Events a second when every caller waits for each receipt. */
  static double waitedFor(Path parent, int threads, int events) {
    try (Scratch scratch = new Scratch(parent, Durability.SYNC)) {
      AuditLog log = scratch.log();
      return events / Threads.seconds(threads, () -> await(log, events / threads));
    }
  }

  /** What one thread records keeps its order, so its last receipt comes last. */
  static void stream(AuditLog log, int events) throws Exception {
    Future<?> last = CompletableFuture.completedFuture(log);
    for (int i = 0; i < events; i++) {
      last = log.record(SampleEvents.event(i));
    }
    last.get();
  }

  /** Every event waits for its receipt. */
  static void await(AuditLog log, int events) {
    for (int i = 0; i < events; i++) {
      log.recordAndWait(SampleEvents.event(i));
    }
  }

  /**
   * Events a second when one caller lets so many receipts be under way, and waits for the oldest.
   *
   * @param batch is told how many events one write served, on average
   */
  static double inFlight(Path parent, int events, int window, DoubleConsumer batch) {
    try (Scratch scratch = new Scratch(parent, Durability.SYNC)) {
      AuditLog log = scratch.log();
      double seconds = Threads.seconds(1, () -> inFlight(log, events, window));
      LogMetrics.Batches batches = log.metrics().batches();
      batch.accept((double) batches.events() / batches.count());
      return events / seconds;
    }
  }

  private static void inFlight(AuditLog log, int events, int window) throws Exception {
    Deque<Future<?>> receipts = new ArrayDeque<>();
    for (int i = 0; i < events; i++) {
      if (receipts.size() == window) {
        receipts.remove().get();
      }
      receipts.add(log.record(SampleEvents.event(i)));
    }
    for (Future<?> receipt : receipts) {
      receipt.get();
    }
  }
}
