package io.offgrid.audit.runtime;

import io.offgrid.audit.LogMetrics;
import io.offgrid.audit.SinkCounts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a log writes. Told a few times per write, however many events that serves, so that
 * the lock costs nothing beside it. Safe for use by any number of threads.
 */
final class WriteCounts {
  private long records; // this and all others: guarded by this
  private long bytes;
  private long batches;
  private long events;
  private long largest;
  private long forces;
  private long forceNanos;
  private long longestNanos;
  private long failures;
  private @Nullable String failure;
  private boolean writing;
  private long writingSince;

  /** A write begins. */
  synchronized void begun() {
    writing = true;
    writingSince = System.nanoTime();
  }

  /** Records were acknowledged, or are about to be. */
  synchronized void recorded(long count, long size) {
    records += count;
    bytes += size;
  }

  /** Records were forced, which took this long. */
  synchronized void forced(long nanos) {
    forces++;
    forceNanos += nanos;
    longestNanos = Math.max(longestNanos, nanos);
  }

  /** The write that began is done, for so many events of callers. */
  synchronized void succeeded(long count) {
    writing = false;
    failure = null;
    if (count > 0) {
      batches++;
      events += count;
      largest = Math.max(largest, count);
    }
  }

  /** The write that began failed. */
  synchronized void failed(String message) {
    writing = false;
    failures++;
    failure = message;
  }

  /** Nothing is written any more. */
  synchronized void ended() {
    writing = false;
    failure = "the log is closed";
  }

  /** All counts, of one moment but for those of the queue and of sinks. */
  synchronized LogMetrics metrics(LogMetrics.Queue queue, long dropped, List<SinkCounts> sinks) {
    return new LogMetrics(
        records,
        bytes,
        new LogMetrics.Batches(batches, events, largest),
        new LogMetrics.Forces(forces, Duration.ofNanos(forceNanos), Duration.ofNanos(longestNanos)),
        queue,
        dropped,
        failures,
        Optional.ofNullable(failure),
        writing ? Duration.ofNanos(System.nanoTime() - writingSince) : Duration.ZERO,
        sinks);
  }
}
