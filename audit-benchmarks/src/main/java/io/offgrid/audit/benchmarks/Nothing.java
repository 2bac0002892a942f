package io.offgrid.audit.benchmarks;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.spi.Sink;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A sink that throws records away: what forwarding costs without any. */
final class Nothing implements Sink {
  private long last;

  @Override
  public void deliver(List<? extends AuditRecord> batch, Duration timeout) {
    last = batch.get(batch.size() - 1).seq();
  }

  @Override
  public long confirmed() {
    return last;
  }

  @Override
  public void test(AuditRecord record, Duration timeout, Consumer<String> steps) {}

  @Override
  public String target() {
    return "nothing";
  }

  @Override
  public void close() {}
}
