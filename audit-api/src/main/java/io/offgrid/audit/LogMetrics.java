package io.offgrid.audit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an open log has done so far, and what it does now. Counts begin at zero when the log is
 * opened, and are of this process alone: others may record to the same log.
 *
 * @param records records that were acknowledged, the log's own included
 * @param bytes what they take in the log
 * @param batches how many events one write served
 * @param forces how long the disk took to make records durable
 * @param queue what waits to be recorded
 * @param dropped events that were lost because {@code fail_open} lets the log drop them
 * @param failedWrites writes that failed; the events of each one failed, were dropped, or went in
 *     before the failure
 * @param failure why nothing is recorded now: the last write failed, or the log is closed; absent
 *     when recording works as far as is known
 * @param writing how long the write under way has been going on, waiting for other processes
 *     included; zero when there is none
 * @param sinks counts of each sink that is enabled, in the order of the configuration
 */
public record LogMetrics(
    long records,
    long bytes,
    Batches batches,
    Forces forces,
    Queue queue,
    long dropped,
    long failedWrites,
    Optional<String> failure,
    Duration writing,
    List<SinkCounts> sinks) {

  public LogMetrics {
    sinks = List.copyOf(sinks);
  }

  /**
   * Writes that succeeded, each for all events that waited.
   *
   * @param count writes
   * @param events events in them
   * @param largest events in the largest one
   */
  public record Batches(long count, long events, long largest) {}

  /**
   * Forces of records to the disk that succeeded. Forces of the head and of directories are not
   * counted.
   *
   * @param count forces
   * @param total the time that all of them took
   * @param longest the time that the slowest one took
   */
  public record Forces(long count, Duration total, Duration longest) {}

  /**
   * The queue of what waits to be recorded.
   *
   * @param waiting events in it now
   * @param capacity events that may wait; one call with more is let in when nothing else waits
   */
  public record Queue(long waiting, long capacity) {}

  /** Of a log that records nothing. */
  public static LogMetrics none() {
    return new LogMetrics(
        0,
        0,
        new Batches(0, 0, 0),
        new Forces(0, Duration.ZERO, Duration.ZERO),
        new Queue(0, 0),
        0,
        0,
        Optional.empty(),
        Duration.ZERO,
        List.of());
  }
}
