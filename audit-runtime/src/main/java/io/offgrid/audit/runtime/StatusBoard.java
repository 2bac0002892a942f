package io.offgrid.audit.runtime;

import io.offgrid.audit.spi.SinkState;
import io.offgrid.audit.spi.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down how a sink is doing: when that changes, else at most once a second. */
final class StatusBoard {
  private static final Logger LOG = LoggerFactory.getLogger(StatusBoard.class);
  private static final long EVERY_NANOS = 1_000_000_000L;

  private final SinkState state;
  private final SinkMetrics metrics;
  private final SinkNote before;
  private String shown = "";
  private long deliveriesShown;
  private long shownAt;

  StatusBoard(SinkState state, SinkMetrics metrics) {
    this.state = state;
    this.metrics = metrics;
    this.before = SinkNote.read(state);
  }

  /** Shows a state; whether it is another one than before. */
  boolean show(String now) {
    boolean changed = !now.equals(shown);
    if (changed || System.nanoTime() - shownAt > EVERY_NANOS) {
      write(now);
    }
    return changed;
  }

  /** Nothing is left to do for now. */
  void rest() {
    if (metrics.deliveries() != deliveriesShown) {
      write(shown);
    }
  }

  /** This process ends forwarding. */
  void end(String last) {
    write(last);
  }

  private void write(String now) {
    shown = now;
    shownAt = System.nanoTime();
    deliveriesShown = metrics.deliveries();
    try {
      SinkNote.of(now, metrics).after(before).write(state);
    } catch (StoreException e) {
      LOG.debug("how the sink does cannot be noted: {}", e.getMessage());
    }
  }
}
