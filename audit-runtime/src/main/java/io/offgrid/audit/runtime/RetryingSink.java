package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.SinkException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;

/**
 * Leaves a sink alone for a while after each failure: for a time between nothing and a limit that
 * doubles from failure to failure (exponential backoff with full jitter), and at least as long as
 * the receiver asks for. For one thread.
 */
final class RetryingSink implements Sink {
  private final Sink sink;
  private final RetrySettings retry;
  private final Signal signal;
  private final LongUnaryOperator random;
  private int failures;
  private long confirmed;
  private Duration pause = Duration.ZERO;

  /**
   * @param random a number from 0 up to and without its argument
   */
  RetryingSink(Sink sink, RetrySettings retry, Signal signal, LongUnaryOperator random) {
    this.sink = sink;
    this.retry = retry;
    this.signal = signal;
    this.random = random;
  }

  /** Waits as long as the failures before demand, then delivers. */
  @Override
  public void deliver(List<? extends AuditRecord> batch, Duration timeout) {
    if (!pause.isZero()) {
      signal.pause(pause);
      pause = Duration.ZERO;
    }
    try {
      sink.deliver(batch, timeout);
    } catch (RuntimeException e) {
      throw noted(e);
    }
  }

  @Override
  public long confirmed() {
    try {
      long now = sink.confirmed();
      failures = now > confirmed ? 0 : failures; // only that shows that the receiver is well
      confirmed = now;
      return now;
    } catch (RuntimeException e) {
      throw noted(e);
    }
  }

  @Override
  public void finish(Duration timeout) {
    try {
      sink.finish(timeout);
    } catch (RuntimeException e) {
      throw noted(e);
    }
  }

  private RuntimeException noted(RuntimeException e) {
    if (e instanceof SinkException failure && failure.kind() == SinkException.Kind.REJECTED) {
      failures = 0; // the receiver is well
      return e;
    }
    Duration asked =
        e instanceof SinkException failure
            ? failure.retryAfter().orElse(Duration.ZERO)
            : Duration.ZERO;
    Duration drawn = Duration.ofNanos(random.applyAsLong(limit().toNanos() + 1));
    pause = asked.compareTo(drawn) > 0 ? asked : drawn;
    failures++;
    return e instanceof SinkException ? e : SinkException.failed("the sink itself failed: " + e, e);
  }

  private Duration limit() {
    Duration limit = retry.initial();
    for (int i = 0; i < failures && limit.compareTo(retry.max()) < 0; i++) {
      limit = limit.multipliedBy(2);
    }
    return limit.compareTo(retry.max()) < 0 ? limit : retry.max();
  }

  /** How long the next delivery waits. */
  Duration pause() {
    return pause;
  }

  @Override
  public void test(AuditRecord record, Duration timeout, Consumer<String> steps) {
    sink.test(record, timeout, steps);
  }

  @Override
  public String target() {
    return sink.target();
  }

  @Override
  public void close() {
    sink.close();
  }
}
