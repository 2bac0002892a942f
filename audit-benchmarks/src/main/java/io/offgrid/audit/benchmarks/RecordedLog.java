package io.offgrid.audit.benchmarks;

import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.runtime.AuditLogBuilder;
import io.offgrid.audit.runtime.Durability;
import io.offgrid.audit.runtime.ForwardSettings;
import io.offgrid.audit.runtime.ForwardedSink;
import io.offgrid.audit.runtime.OnReject;
import io.offgrid.audit.runtime.StartAt;
import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.store.file.FileStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A log that nobody records to any more, to be forwarded again and again. */
final class RecordedLog implements AutoCloseable {
  private final Scratch scratch;
  private final long last;
  private int runs;

  RecordedLog(Path parent, int events) throws Exception {
    scratch = new Scratch(parent, Durability.BUFFERED);
    Recording.stream(scratch.log(), events);
    scratch.log().flush();
    last = scratch.log().head().seq();
    scratch.log().close();
  }

  /** The first records. */
  List<AuditRecord> first(int count) {
    List<AuditRecord> records = new ArrayList<>();
    try (FileStore store = FileStore.open(scratch.directory());
        AuditLog log = Scratch.builder(store).open();
        RecordCursor cursor = log.query(AuditQuery.all())) {
      while (records.size() < count) {
        records.add(cursor.next());
      }
    }
    return records;
  }

  /** Opens the log with a new sink; records a second until all of it is delivered. */
  double forward(Supplier<Sink> maker, int batch) {
    WatchedSink sink = new WatchedSink(maker.get());
    ForwardedSink forwarded =
        new ForwardedSink("run-" + runs++, "benchmark", () -> sink, settings(batch));
    try (FileStore store = FileStore.open(scratch.directory())) {
      AuditLogBuilder builder = Scratch.builder(store).sink(forwarded);
      long begin = System.nanoTime();
      double seconds;
      try (AuditLog log = builder.open()) {
        sink.await(last);
        seconds = (System.nanoTime() - begin) / 1e9;
      }
      long cursor = builder.openSinks().status().get(0).cursor();
      if (cursor != last) {
        throw new IllegalStateException("the cursor is at " + cursor + " and not at " + last);
      }
      return last / seconds;
    }
  }

  static ForwardSettings settings(int batch) {
    return settings(batch, Duration.ofSeconds(10), Duration.ofSeconds(5));
  }

  static ForwardSettings settings(int batch, Duration timeout, Duration drainTimeout) {
    return new ForwardSettings(
        true,
        List.of(),
        Optional.empty(),
        batch,
        Duration.ofMillis(200),
        timeout,
        Optional.empty(),
        StartAt.BEGINNING,
        OnReject.PARK,
        drainTimeout);
  }

  @Override
  public void close() {
    scratch.close();
  }
}
