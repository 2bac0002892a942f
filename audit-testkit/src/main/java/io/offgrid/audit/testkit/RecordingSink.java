package io.offgrid.audit.testkit;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.SinkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * A sink that keeps what it is given, and fails as a test wants it to. Safe for use by any number
 * of threads.
 */
public final class RecordingSink implements Sink {
  private final List<String> received = new ArrayList<>();
  private final List<Integer> batchSizes = new ArrayList<>();
  private Predicate<AuditRecord> rejects = record -> false;
  private int failures;
  private boolean down;
  private boolean gone;
  private boolean holdsBack;
  private boolean closed;
  private long delivered;
  private long confirmed;
  private long attempts;

  @Override
  public synchronized void deliver(List<? extends AuditRecord> batch, Duration timeout) {
    attempts++;
    notifyAll();
    if (closed) {
      throw SinkException.failed("the sink is closed", null);
    }
    if (gone) {
      throw SinkException.gone("the receiver wants nothing any more");
    }
    if (down || failures > 0) {
      failures = Math.max(0, failures - 1);
      throw SinkException.failed("the receiver is down", null);
    }
    if (batch.stream().anyMatch(rejects)) {
      throw SinkException.rejected("the receiver does not take this");
    }
    batch.forEach(record -> received.add(record.json()));
    batchSizes.add(batch.size());
    if (batch.get(0).seq() <= delivered) {
      confirmed = 0;
    }
    delivered = batch.get(batch.size() - 1).seq();
    confirmed = holdsBack ? confirmed : delivered;
    notifyAll();
  }

  @Override
  public synchronized long confirmed() {
    return confirmed;
  }

  @Override
  public synchronized void test(AuditRecord record, Duration timeout, Consumer<String> steps) {
    long deliveredBefore = delivered;
    long confirmedBefore = confirmed;
    delivered = 0;
    deliver(List.of(record), timeout);
    delivered = deliveredBefore;
    confirmed = confirmedBefore;
    steps.accept("kept in memory");
  }

  @Override
  public String target() {
    return "memory";
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** The lines received so far, without newlines, in order of arrival. */
  public synchronized List<String> received() {
    return List.copyOf(received);
  }

  /** How many records came with each call that was taken. */
  public synchronized List<Integer> batchSizes() {
    return List.copyOf(batchSizes);
  }

  /** How often a delivery was tried. */
  public synchronized long attempts() {
    return attempts;
  }

  public synchronized boolean isClosed() {
    return closed;
  }

  /** Whether every delivery fails from now on as if there were no receiver. */
  public synchronized void down(boolean isDown) {
    down = isDown;
  }

  /** The next deliveries fail as if there were no receiver. */
  public synchronized void failNext(int deliveries) {
    failures = deliveries;
  }

  /** Every batch with such a record is rejected from now on. */
  public synchronized void reject(Predicate<AuditRecord> records) {
    rejects = records;
  }

  /** Whether the receiver wants nothing any more. */
  public synchronized void gone(boolean isGone) {
    gone = isGone;
  }

  /** Whether what is delivered from now on is not confirmed. */
  public synchronized void holdBack(boolean holdBack) {
    holdsBack = holdBack;
  }

  /** Confirms all that was delivered. */
  public synchronized void confirmAll() {
    confirmed = delivered;
  }

  /**
   * Waits until so many lines were received.
   *
   * @throws AssertionError after a minute
   */
  public void awaitReceived(int lines) {
    await("lines received", lines, () -> received.size());
  }

  /**
   * Waits until a delivery was tried so often.
   *
   * @throws AssertionError after a minute
   */
  public void awaitAttempts(int deliveries) {
    await("deliveries tried", deliveries, () -> (int) attempts);
  }

  private synchronized void await(String what, int wanted, IntSupplier count) {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    try {
      while (count.getAsInt() < wanted) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError(count.getAsInt() + " " + what + ", not " + wanted);
        }
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting", e);
    }
  }
}
