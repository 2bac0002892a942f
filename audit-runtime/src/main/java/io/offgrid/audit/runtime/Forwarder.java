package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.SinkCounts;
import io.offgrid.audit.spi.AlertKind;
import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.SinkState;
import io.offgrid.audit.spi.SinkState.Claim;
import io.offgrid.audit.spi.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forwards a log to one sink, in a thread of its own, as long as this process has the claim to it;
 * waits for the claim while another one has. The log is the queue: nothing is kept in memory but
 * the batch that goes out.
 */
final class Forwarder {
  private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final LogSettings settings;
  private final ForwardedSink forwarded;
  private final SinkState state;
  private final Signal signal = new Signal();
  private final SinkMetrics metrics;
  private final Thread thread;
  private volatile @Nullable Sink open;

  Forwarder(LogSettings settings, ForwardedSink forwarded) {
    this.settings = settings;
    this.forwarded = forwarded;
    this.state = settings.store().sink(forwarded.name());
    this.metrics = new SinkMetrics(settings.clock());
    this.thread = new Thread(this::run, "offgrid-audit-sink-" + forwarded.name());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Something was recorded. */
  void wake() {
    signal.raise();
  }

  /** What this process delivered so far. */
  SinkCounts counts() {
    return metrics.counts(forwarded.name());
  }

  /** Delivers what is left within the drain timeout; returns at once. */
  void stop() {
    signal.stop(forwarded.settings().drainTimeout());
  }

  /** Waits for the end, after {@link #stop}; ends a delivery that hangs when the time is over. */
  void await() {
    join(signal.left().plusMillis(100));
    Sink hanging = open;
    if (thread.isAlive() && hanging != null) {
      hanging.close();
      join(GRACE);
    }
    if (thread.isAlive()) {
      LOG.error("the sink {} does not end; the rest is sent at the next start", forwarded.name());
    }
  }

  private void join(Duration atMost) {
    boolean interrupted = false;
    long end = System.nanoTime() + atMost.toNanos();
    long left = atMost.toMillis();
    while (thread.isAlive() && left > 0) {
      try {
        thread.join(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = (end - System.nanoTime()) / 1_000_000;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    forwardOnce();
    while (!signal.isStopped()) {
      signal.pause(LOOK_AGAIN);
      forwardOnce(); // also when it was told to stop meanwhile: what is left may go out now
    }
  }

  /** Forwards until it is told to stop, if nobody else does. */
  private void forwardOnce() {
    try {
      Optional<Claim> claim = state.claim();
      if (claim.isPresent()) {
        try (Claim held = claim.get()) {
          forward();
        }
      }
    } catch (AuditException e) {
      complain(e);
    } catch (RuntimeException | Error e) {
      complain(e);
      LOG.error("the sink {} failed", forwarded.name(), e);
    }
  }

  private void complain(Throwable e) {
    metrics.failed(e);
    LOG.warn("the sink {} will go on soon: {}", forwarded.name(), e.getMessage());
    try {
      SinkNote.of(SinkNote.RETRYING, metrics).after(SinkNote.read(state)).write(state);
    } catch (StoreException again) {
      LOG.debug("nor can that be noted: {}", again.getMessage());
    }
  }

  /** Forwards until it is told to stop, or the store fails. */
  private void forward() {
    try (Sink sink = forwarded.maker().get()) {
      open = sink;
      RetryingSink patient =
          new RetryingSink(
              sink,
              forwarded.settings().pauses(),
              signal,
              bound -> ThreadLocalRandom.current().nextLong(bound));
      Sink metered = new MeteredSink(patient, metrics);
      ForwardingRun run = new ForwardingRun(settings, forwarded, state, metered, metrics, signal);
      run.run();
    } finally {
      open = null;
    }
  }

  /** Raises an alert that names the sink. */
  static void alert(LogSettings settings, AlertKind kind, String sink, String message) {
    settings.alerts().raise(kind, "the sink " + sink + ": " + message);
  }
}
