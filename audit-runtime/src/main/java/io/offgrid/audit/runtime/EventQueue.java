package io.offgrid.audit.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits to be recorded, bounded in events and in bytes. One thread takes, any number put.
 *
 * <p>A batch larger than the bounds is let in when nothing else waits.
 */
final class EventQueue {
  private static final long MAX_BYTES = 16L << 20;
  private static final long MAX_TAKEN_BYTES = 4L << 20;

  private final int capacity;
  private final int maxTaken;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notEmpty = lock.newCondition();
  private final Condition notFull = lock.newCondition();
  private final ArrayDeque<PendingBatch> waiting = new ArrayDeque<>();
  private long events;
  private long bytes;
  private boolean takerWaits;
  private boolean closed;

  /**
   * @param capacity events that may wait
   * @param maxTaken events that are taken at once, about
   */
  EventQueue(int capacity, int maxTaken) {
    this.capacity = capacity;
    this.maxTaken = maxTaken;
  }

  /** What became of an attempt to put something in. */
  enum Put {
    DONE,
    FULL,
    CLOSED,
    INTERRUPTED
  }

  /** Puts a batch in, waiting for room at most so long. */
  Put put(PendingBatch batch, Duration timeout) {
    lock.lock();
    try {
      long nanos = timeout.toNanos();
      while (!closed && !hasRoom(batch)) {
        if (nanos <= 0) {
          return Put.FULL;
        }
        nanos = notFull.awaitNanos(nanos);
      }
      if (closed) {
        return Put.CLOSED;
      }
      waiting.add(batch);
      events += batch.size();
      bytes += batch.bytes();
      if (takerWaits) {
        notEmpty.signal();
      }
      return Put.DONE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Put.INTERRUPTED;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes what waits, up to a limit, waiting for the first.
   *
   * @param nanos how long to wait; nothing came in that time if the list is empty
   */
  List<PendingBatch> take(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      takerWaits = true;
      while (waiting.isEmpty() && !closed && left > 0) {
        left = notEmpty.awaitNanos(left);
      }
      return drain();
    } catch (InterruptedException e) {
      // nobody has this thread but the log itself: whoever interrupts it wants nothing of us
      return drain();
    } finally {
      takerWaits = false;
      lock.unlock();
    }
  }

  /** Whether nothing will come any more. */
  boolean isDone() {
    lock.lock();
    try {
      return closed && waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** How many events wait. */
  long waiting() {
    lock.lock();
    try {
      return events;
    } finally {
      lock.unlock();
    }
  }

  /** Lets nothing in any more; what waits can still be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      notEmpty.signalAll();
      notFull.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean hasRoom(PendingBatch batch) {
    return waiting.isEmpty()
        || (events + batch.size() <= capacity && bytes + batch.bytes() <= MAX_BYTES);
  }

  private List<PendingBatch> drain() {
    List<PendingBatch> taken = new ArrayList<>(Math.min(waiting.size(), maxTaken));
    long takenEvents = 0;
    long takenBytes = 0;
    while (!waiting.isEmpty() && takenEvents < maxTaken && takenBytes < MAX_TAKEN_BYTES) {
      PendingBatch batch = waiting.remove();
      taken.add(batch);
      takenEvents += batch.size();
      takenBytes += batch.bytes();
    }
    events -= takenEvents;
    bytes -= takenBytes;
    if (!taken.isEmpty()) {
      notFull.signalAll();
    }
    return taken;
  }
}
