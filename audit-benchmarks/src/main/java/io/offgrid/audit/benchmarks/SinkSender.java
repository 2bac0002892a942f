package io.offgrid.audit.benchmarks;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.spi.Sink;
import java.time.Duration;
import java.util.List;

/**
 * A sink by itself.
 *
 * @param bytes as many as the bare loop it is compared with
 */
record SinkSender(Sink sink, List<List<AuditRecord>> batches, long bytes) implements Sender {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Override
  public void send() {
    for (List<AuditRecord> batch : batches) {
      sink.deliver(batch, TIMEOUT);
    }
  }

  @Override
  public void close() {
    sink.close();
  }
}
