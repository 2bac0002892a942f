package io.offgrid.audit.benchmarks;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.spi.Sink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A sink of which is told how far it has come. */
final class WatchedSink implements Sink {
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private final Sink sink;
  private volatile long handedOver;

  WatchedSink(Sink sink) {
    this.sink = sink;
  }

  /** Returns when this record was handed over, or, where a receiver acknowledges, confirmed. */
  void await(long seq) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (handedOver < seq) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("it is at " + handedOver + " and not at " + seq);
      }
      LockSupport.parkNanos(100_000);
    }
  }

  @Override
  public void deliver(List<? extends AuditRecord> batch, Duration timeout) {
    sink.deliver(batch, timeout);
    handedOver = batch.get(batch.size() - 1).seq();
  }

  @Override
  public long confirmed() {
    return sink.confirmed();
  }

  @Override
  public void finish(Duration timeout) {
    sink.finish(timeout);
  }

  @Override
  public void test(AuditRecord record, Duration timeout, Consumer<String> steps) {
    sink.test(record, timeout, steps);
  }

  @Override
  public String target() {
    return sink.target();
  }

  @Override
  public void close() {
    sink.close();
  }
}
