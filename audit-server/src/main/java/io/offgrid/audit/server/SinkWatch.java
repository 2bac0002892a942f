package io.offgrid.audit.server;

import io.offgrid.audit.runtime.SinkOperations;
import io.offgrid.audit.runtime.SinkStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * How sinks are doing, for those who ask all the time: looked at once in some seconds, since that
 * reads the log. Safe for use by any number of threads.
 */
final class SinkWatch {
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final SinkOperations sinks;
  private final Glance<List<SinkStatus>> glance;

  /**
   * @param threads to look on
   * @param nanos as {@link System#nanoTime}
   */
  SinkWatch(SinkOperations sinks, Executor threads, LongSupplier nanos) {
    this.sinks = sinks;
    glance =
        new Glance<>(
            "How the sinks are cannot be told",
            sinks::status,
            Glance.Timing.every(FRESH),
            threads,
            nanos);
  }

  /** All names, in the order of the configuration. */
  List<String> names() {
    return sinks.names();
  }

  /** All of them, as they were some seconds ago; absent if that cannot be told. */
  Optional<List<SinkStatus>> all() {
    return glance.now();
  }

  /** One of them, by its name. */
  Optional<SinkStatus> find(String name) {
    return all()
        .flatMap(sinks -> sinks.stream().filter(sink -> sink.name().equals(name)).findFirst());
  }
}
