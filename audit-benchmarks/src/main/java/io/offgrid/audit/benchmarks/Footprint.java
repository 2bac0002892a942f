package io.offgrid.audit.benchmarks;

import com.sun.management.ThreadMXBean;
import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.runtime.Durability;
import io.offgrid.audit.spi.StoreSession;
import io.offgrid.audit.store.file.FileStore;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** What an event costs in memory, besides what the caller made it of. */
final class Footprint {
  private static final int WAITING = 8_000;
  private static final int ALLOCATING = 20_000;
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  private Footprint() {}

  /** Bytes of heap that each event takes that waits for a writer who cannot go on. */
  static double perWaiting(Path parent) {
    try (Scratch scratch = new Scratch(parent, Durability.BUFFERED);
        FileStore another = FileStore.open(scratch.directory())) {
      AuditLog log = scratch.log();
      Recording.stream(log, ALLOCATING);
      log.flush();
      Future<?> last = CompletableFuture.completedFuture(log);
      double bytes;
      try (StoreSession held = another.exclusive()) {
        long before = heap();
        for (int i = 0; i < WAITING; i++) {
          last = log.record(SampleEvents.event(i));
        }
        bytes = (double) (heap() - before) / WAITING;
        if (last.isDone()) {
          throw new IllegalStateException("the writer was not held back by " + held);
        }
      }
      last.get();
      return bytes;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Bytes that all threads together allocate for each event that is recorded. */
  static double allocated(Path parent) {
    List<AuditEvent> events = new ArrayList<>();
    for (int i = 0; i < ALLOCATING; i++) {
      events.add(SampleEvents.event(i));
    }
    try (Scratch scratch = new Scratch(parent, Durability.BUFFERED)) {
      record(scratch.log(), events);
      long before = allocated();
      record(scratch.log(), events);
      return (double) (allocated() - before) / ALLOCATING;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void record(AuditLog log, List<AuditEvent> events) throws Exception {
    Future<?> last = CompletableFuture.completedFuture(log);
    for (AuditEvent event : events) {
      last = log.record(event);
    }
    last.get();
  }

  private static long allocated() {
    return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())).sum();
  }

  /** More than once: what the first collection lets go may hold on to more. */
  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
