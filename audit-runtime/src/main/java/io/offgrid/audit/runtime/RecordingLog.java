package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditStats;
import io.offgrid.audit.FoundRecord;
import io.offgrid.audit.Head;
import io.offgrid.audit.InvalidEventException;
import io.offgrid.audit.LogMetrics;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.RecordResult;
import io.offgrid.audit.RecordingException;
import io.offgrid.audit.StatsRequest;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.EncodedEvent;
import io.offgrid.audit.chain.EventEncoder;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log open for writing. Events are checked, repaired and encoded on the caller's thread, wait in
 * a bounded queue, and are signed and written by one private thread, so that no caller's interrupt
 * can close a file and one force serves all who wait.
 */
final class RecordingLog implements AuditLog {
  private static final Logger LOG = LoggerFactory.getLogger(RecordingLog.class);

  private final LogSettings settings;
  private final LogReader reader;
  private final EventEncoder encoder;
  private final WriteCounts counts;
  private final EventQueue queue;
  private final WriterThread writer;
  private final Housekeeping housekeeping;
  private final Forwarding forwarding;
  private final AtomicLong dropped = new AtomicLong();

  RecordingLog(
      LogSettings settings,
      LogReader reader,
      LogWriter writer,
      Housekeeping housekeeping,
      Forwarding forwarding) {
    this.settings = settings;
    this.reader = reader;
    this.encoder =
        new EventEncoder(settings.maxEventBytes(), settings.onUnstorable() == OnUnstorable.REFUSE);
    this.counts = writer.counts();
    this.queue = new EventQueue(settings.queueCapacity(), batchSize(settings.durability()));
    this.writer = new WriterThread(queue, writer, forwarding::wake);
    this.housekeeping = housekeeping;
    this.forwarding = forwarding;
    writer.afterSeal(housekeeping::sealed);
    this.writer.start();
    housekeeping.start();
    forwarding.start();
  }

  /** One force serves a batch; where none is waited for, what is under way should be little. */
  private static int batchSize(Durability durability) {
    return durability == Durability.SYNC ? 4096 : 512;
  }

  @Override
  public CompletableFuture<RecordResult> record(AuditEvent event) {
    return recordEncoded(() -> encoder.encode(event));
  }

  @Override
  public CompletableFuture<RecordResult> recordJson(byte[] utf8) {
    return recordEncoded(() -> encoder.encodeJson(utf8));
  }

  private CompletableFuture<RecordResult> recordEncoded(Supplier<EncodedEvent> encoding) {
    CompletableFuture<RecordResult> future = new CompletableFuture<>();
    try {
      PendingBatch batch = PendingBatch.of(encoding.get(), future);
      put(batch, settings.queueTimeout());
    } catch (InvalidEventException e) {
      future.completeExceptionally(e);
      return future;
    }
    return settings.failOpen() ? future.exceptionally(e -> drop(e, 1).get(0)) : future;
  }

  @Override
  public CompletableFuture<List<RecordResult>> recordAll(List<AuditEvent> events) {
    return recordAllEncoded(events, encoder::encode);
  }

  @Override
  public CompletableFuture<List<RecordResult>> recordAllJson(List<byte[]> utf8) {
    return recordAllEncoded(utf8, encoder::encodeJson);
  }

  private <E> CompletableFuture<List<RecordResult>> recordAllEncoded(
      List<E> events, Function<E, EncodedEvent> encoding) {
    CompletableFuture<List<RecordResult>> future = new CompletableFuture<>();
    if (events.isEmpty()) {
      future.complete(List.of());
      return future;
    }
    try {
      List<EncodedEvent> encoded = new ArrayList<>(events.size());
      for (E event : events) {
        encoded.add(encode(event, encoding, encoded.size() + 1));
      }
      put(PendingBatch.of(encoded, future), settings.queueTimeout());
    } catch (InvalidEventException e) {
      future.completeExceptionally(e);
      return future;
    }
    return settings.failOpen() ? future.exceptionally(e -> drop(e, events.size())) : future;
  }

  private static <E> EncodedEvent encode(E event, Function<E, EncodedEvent> encoding, int number) {
    try {
      return encoding.apply(event);
    } catch (InvalidEventException e) {
      throw e.ofEvent(number);
    }
  }

  @Override
  public void flush() {
    CompletableFuture<List<RecordResult>> forced = new CompletableFuture<>();
    put(PendingBatch.of(List.of(), forced), settings.queueTimeout());
    try {
      forced.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof AuditException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Puts a batch into the queue, or fails it with the reason. */
  private void put(PendingBatch batch, Duration timeout) {
    // The writer completes futures: whoever records from there must not wait for the writer.
    Duration patience = Thread.currentThread() == writer ? Duration.ZERO : timeout;
    switch (queue.put(batch, patience)) {
      case DONE -> {}
      case FULL ->
          batch.fail(
              "the queue is full: "
                  + settings.queueCapacity()
                  + " events wait, and none was written within "
                  + patience.toMillis()
                  + " ms; the disk is too slow or hangs, or queue_capacity is too small",
              null);
      case CLOSED -> batch.fail("the log is closed", null);
      case INTERRUPTED -> batch.fail("interrupted while waiting for room in the queue", null);
    }
  }

  /** What becomes of so many events: those that are durable in spite of the error are not lost. */
  private List<RecordResult> drop(Throwable error, int events) {
    if (!(error instanceof RecordingException failure)) {
      throw error instanceof RuntimeException e ? e : new CompletionException(error);
    }
    List<RecordResult> results = new ArrayList<>(events);
    failure.recorded().forEach(receipt -> results.add(new RecordResult.Recorded(receipt)));
    int lost = events - results.size();
    long count = dropped.addAndGet(lost);
    if (Long.highestOneBit(count) != Long.highestOneBit(count - lost)) {
      LOG.error("{} events dropped so far (fail_open): {}", count, error.getMessage());
    }
    String reason = String.valueOf(error.getMessage());
    results.addAll(Collections.nCopies(lost, new RecordResult.Dropped(reason)));
    return results;
  }

  @Override
  public LogMetrics metrics() {
    return counts.metrics(
        new LogMetrics.Queue(queue.waiting(), settings.queueCapacity()),
        dropped.get(),
        forwarding.counts());
  }

  @Override
  public RecordCursor query(AuditQuery query) {
    return reader.query(query);
  }

  @Override
  public Optional<FoundRecord> find(String id) {
    return reader.find(id);
  }

  @Override
  public AuditStats stats(StatsRequest request) {
    return reader.stats(request);
  }

  @Override
  public VerificationReport verify(VerifyRequest request) {
    return reader.verify(request);
  }

  @Override
  public VerificationReport verifyExport(InputStream export, VerifyRequest request) {
    return reader.verifyExport(export, request);
  }

  @Override
  public Head head() {
    return reader.head();
  }

  @Override
  public void close() {
    queue.close();
    writer.await();
    housekeeping.stop();
    forwarding.stop();
    if (Thread.currentThread() != writer) { // which may have what housekeeping waits for
      forwarding.await();
      housekeeping.await();
    }
    reader.close();
  }
}
