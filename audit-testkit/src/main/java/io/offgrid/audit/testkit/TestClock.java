package io.offgrid.audit.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved. Safe for use by any number of threads. */
public final class TestClock extends Clock {
  private final AtomicReference<Instant> now;
  private final ZoneId zone;

  private TestClock(AtomicReference<Instant> now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  /** A clock of UTC. */
  public static TestClock at(Instant start) {
    return new TestClock(new AtomicReference<>(Objects.requireNonNull(start)), ZoneOffset.UTC);
  }

  /**
   * A clock of UTC.
   *
   * @param start as in {@code 2024-01-15T10:30:00Z}
   */
  public static TestClock at(String start) {
    return at(Instant.parse(start));
  }

  /** Moves it, backwards by a negative duration; tells the new time. */
  public Instant advance(Duration by) {
    return Objects.requireNonNull(now.updateAndGet(before -> before.plus(by)));
  }

  public void set(Instant time) {
    now.set(Objects.requireNonNull(time));
  }

  @Override
  public Instant instant() {
    return Objects.requireNonNull(now.get());
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  /** The same clock, moved together with this one, in another zone. */
  @Override
  public Clock withZone(ZoneId other) {
    return new TestClock(now, other);
  }
}
