package io.offgrid.audit.server;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at something that takes long, or hangs when a disk does. Who asks waits a moment at most:
 * one look serves all who ask within some time, and while the next one takes longer, what was seen
 * last will do for a little more. Safe for use by any number of threads.
 *
 * @param <T> what there is to see
 */
final class Glance<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Glance.class);

  private final String what;
  private final Supplier<? extends T> look;
  private final Timing timing;
  private final Executor threads;
  private final LongSupplier nanos;
  private @Nullable CompletableFuture<T> current; // this and the next three: guarded by this
  private long begunAt;
  private @Nullable T last;
  private long lastAt;

  /**
   * How long is what.
   *
   * @param fresh how long one look will do
   * @param patience how long somebody waits for one
   * @param stale how long it will do when the next one is not done in that time
   */
  record Timing(Duration fresh, Duration patience, Duration stale) {
    /** In all less than the second that orchestrators wait for an answer. */
    static Timing every(Duration fresh) {
      return new Timing(fresh, Duration.ofMillis(250), fresh.plusSeconds(10));
    }
  }

  /**
   * One that has not looked yet.
   *
   * @param what is told to the application's log with why a look failed
   * @param threads runs one look at a time
   * @param nanos as {@link System#nanoTime}
   */
  Glance(
      String what,
      Supplier<? extends T> look,
      Timing timing,
      Executor threads,
      LongSupplier nanos) {
    this.what = what;
    this.look = look;
    this.timing = timing;
    this.threads = threads;
    this.nanos = nanos;
  }

  /** What there is to see; absent if the look failed, or takes too long. */
  Optional<T> now() {
    try {
      return Optional.of(current().get(patience(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return remembered();
    } catch (ExecutionException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private synchronized CompletableFuture<T> current() {
    CompletableFuture<T> known = current;
    boolean due = nanos.getAsLong() - begunAt >= timing.fresh().toNanos();
    if (known == null || (known.isDone() && due)) {
      begunAt = nanos.getAsLong();
      known = CompletableFuture.supplyAsync(this::look, threads);
      current = known;
    }
    return known;
  }

  private T look() {
    try {
      return seen(look.get());
    } catch (RuntimeException e) {
      LOG.warn("{}: {}", what, e.getMessage());
      throw e;
    }
  }

  private synchronized T seen(T found) {
    last = found;
    lastAt = nanos.getAsLong();
    return found;
  }

  /** Nobody waits long for a look that others waited for already. */
  private synchronized long patience() {
    return Math.max(0, timing.patience().toNanos() - (nanos.getAsLong() - begunAt));
  }

  private synchronized Optional<T> remembered() {
    boolean stale = nanos.getAsLong() - lastAt > timing.stale().toNanos();
    return stale ? Optional.empty() : Optional.ofNullable(last);
  }
}
