package io.offgrid.audit.benchmarks;

import io.offgrid.audit.AuditLog;
import io.offgrid.audit.benchmarks.Threads.Task;
import io.offgrid.audit.runtime.Durability;
import io.offgrid.audit.runtime.ForwardSettings;
import io.offgrid.audit.runtime.ForwardedSink;
import io.offgrid.audit.spi.Sink;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Recording into a new log that forwards, with sinks that hang or a healthy one. */
final class BesideSinks {
  /** More than fits into the buffers of a connection that nobody reads from. */
  private static final int PRELUDE = 3000;

  /** Short, so that a sink that hangs fails and is tried again several times in each round. */
  private static final ForwardSettings HANGING =
      RecordedLog.settings(100, Duration.ofMillis(500), Duration.ZERO);

  private final Path parent;
  private final Durability durability;
  private final int threads;
  private final int events;
  private double heapGrowth;
  private double healthyLag;

  BesideSinks(Path parent, Durability durability, int threads, int events) {
    this.parent = parent;
    this.durability = durability;
    this.threads = threads;
    this.events = events;
  }

  /** Events a second recorded, once the sinks hang. */
  double eventsPerSecond(List<Supplier<Sink>> hanging) {
    return recorded(hanging, Optional.empty());
  }

  /** Events a second recorded and delivered to a healthy sink. */
  double eventsPerSecond(List<Supplier<Sink>> hanging, Supplier<Sink> healthy) {
    return recorded(hanging, Optional.of(new WatchedSink(healthy.get())));
  }

  private double recorded(List<Supplier<Sink>> hanging, Optional<WatchedSink> healthy) {
    List<ForwardedSink> sinks = new ArrayList<>();
    for (Supplier<Sink> maker : hanging) {
      sinks.add(new ForwardedSink("hanging-" + sinks.size(), "benchmark", maker, HANGING));
    }
    healthy.ifPresent(
        sink ->
            sinks.add(
                new ForwardedSink("healthy", "benchmark", () -> sink, RecordedLog.settings(100))));
    try (Scratch scratch = new Scratch(parent, durability, sinks.toArray(ForwardedSink[]::new))) {
      return recorded(scratch.log(), healthy);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private double recorded(AuditLog log, Optional<WatchedSink> healthy) throws Exception {
    Recording.stream(log, PRELUDE);
    Thread.sleep(200); // until what hangs, hangs
    long heapBefore = heap();
    double seconds = Threads.seconds(threads, recorder(log));
    if (healthy.isPresent()) {
      long begin = System.nanoTime();
      healthy.get().await(log.head().seq());
      double lag = (System.nanoTime() - begin) / 1e9;
      healthyLag = lag * 1e3;
      seconds += lag;
    }
    heapGrowth = (heap() - heapBefore) / 1024.0;
    return events / seconds;
  }

  private Task recorder(AuditLog log) {
    return durability == Durability.SYNC
        ? () -> Recording.await(log, events / threads)
        : () -> Recording.stream(log, events / threads);
  }

  /** By how many KiB the heap had grown at the end of the last time. */
  double heapGrowth() {
    return heapGrowth;
  }

  /** How many ms after the last receipt the healthy sink had everything. */
  double healthyLag() {
    return healthyLag;
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
