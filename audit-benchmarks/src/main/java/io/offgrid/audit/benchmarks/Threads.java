package io.offgrid.audit.benchmarks;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Times work that several threads share. */
final class Threads {
  private Threads() {}

  /** What a thread does. */
  @FunctionalInterface
  interface Task {
    void run() throws Exception;
  }

  /** Runs the task once in each thread; returns seconds until the last one is done. */
  static double seconds(int threads, Task task) {
    Callable<Boolean> work =
        () -> {
          task.run();
          return true;
        };
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      long begin = System.nanoTime();
      for (Future<Boolean> done : executor.invokeAll(Collections.nCopies(threads, work))) {
        done.get();
      }
      return (System.nanoTime() - begin) / 1e9;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      executor.shutdown();
    }
  }
}
