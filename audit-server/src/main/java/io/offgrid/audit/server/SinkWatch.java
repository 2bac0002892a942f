package io.offgrid.audit.server;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.runtime.SinkOperations;
import io.offgrid.audit.runtime.SinkStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How sinks are doing, for those who ask all the time: looked at once in some seconds, since that
 * reads the log. Safe for use by any number of threads.
 */
final class SinkWatch {
  private static final Logger LOG = LoggerFactory.getLogger(SinkWatch.class);
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final SinkOperations sinks;
  private final LongSupplier nanos;
  private List<SinkStatus> seen = List.of();
  private boolean looked;
  private long lookedAt;

  /**
   * @param nanos as {@link System#nanoTime}
   */
  SinkWatch(SinkOperations sinks, LongSupplier nanos) {
    this.sinks = sinks;
    this.nanos = nanos;
  }

  /** All names, in the order of the configuration. */
  List<String> names() {
    return sinks.names();
  }

  /** All of them, as they were some seconds ago; none if the log cannot be read. */
  synchronized List<SinkStatus> all() {
    long now = nanos.getAsLong();
    if (!looked || now - lookedAt >= FRESH_NANOS) {
      try {
        seen = sinks.status();
      } catch (AuditException e) {
        LOG.warn("How the sinks are cannot be told: {}", e.getMessage());
        seen = List.of();
      }
      looked = true;
      lookedAt = now;
    }
    return seen;
  }

  /** One of them, by its name. */
  Optional<SinkStatus> find(String name) {
    return all().stream().filter(sink -> sink.name().equals(name)).findFirst();
  }
}
