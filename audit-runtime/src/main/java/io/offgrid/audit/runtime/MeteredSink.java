package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.spi.Sink;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Counts what goes to a sink, and notes how it went. */
record MeteredSink(Sink sink, SinkMetrics metrics) implements Sink {
  @Override
  public void deliver(List<? extends AuditRecord> batch, Duration timeout) {
    try {
      sink.deliver(batch, timeout);
    } catch (RuntimeException e) {
      metrics.failed(e);
      throw e;
    }
    metrics.delivered(batch.size());
  }

  @Override
  public long confirmed() {
    try {
      return sink.confirmed();
    } catch (RuntimeException e) {
      metrics.failed(e);
      throw e;
    }
  }

  @Override
  public void finish(Duration timeout) {
    try {
      sink.finish(timeout);
    } catch (RuntimeException e) {
      metrics.failed(e);
      throw e;
    }
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
