package io.offgrid.audit.runtime;

import java.util.List;

/**
 * The one thread that writes: takes all that waits as one batch, has it written, and forces what is
 * due. Ends when the queue is closed and empty.
 */
final class WriterThread extends Thread {
  private static final long IDLE_NANOS = Long.MAX_VALUE;

  private final EventQueue queue;
  private final LogWriter writer;
  private final Runnable afterWrite;

  /**
   * @param afterWrite is run after every write, on this thread
   */
  WriterThread(EventQueue queue, LogWriter writer, Runnable afterWrite) {
    super("offgrid-audit-writer");
    this.queue = queue;
    this.writer = writer;
    this.afterWrite = afterWrite;
    setDaemon(true);
  }

  @Override
  public void run() {
    try {
      while (!queue.isDone()) {
        List<PendingBatch> batches = queue.take(writer.nanosToTurn().orElse(IDLE_NANOS));
        writer.write(batches);
        afterWrite.run();
      }
    } finally {
      queue.close();
      failRest();
      writer.close();
      writer.counts().ended();
    }
  }

  /** Waits for the end, also when interrupted; does nothing on this very thread. */
  void await() {
    boolean interrupted = false;
    while (isAlive() && Thread.currentThread() != this) {
      try {
        join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void failRest() {
    for (List<PendingBatch> rest = queue.take(0); !rest.isEmpty(); rest = queue.take(0)) {
      rest.forEach(batch -> batch.fail("the log's writer ended", null));
    }
  }
}
