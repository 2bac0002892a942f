package io.offgrid.audit.server;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How the place of the log is doing, for those who ask all the time. Safe for use by any number of
 * threads.
 */
final class StoreWatch {
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Glance<Seen> glance;

  /**
   * What there was to see.
   *
   * @param complaint why nothing can be recorded
   * @param usableBytes how much can still be recorded
   */
  record Seen(Optional<String> complaint, OptionalLong usableBytes) {}

  /**
   * @param complaint finds the one
   * @param usableBytes finds the other
   * @param threads to look on
   * @param nanos as {@link System#nanoTime}
   */
  StoreWatch(
      Supplier<Optional<String>> complaint,
      Supplier<OptionalLong> usableBytes,
      Executor threads,
      LongSupplier nanos) {
    glance =
        new Glance<>(
            "How the store is cannot be told",
            () -> new Seen(complaint.get(), usableBytes.get()),
            Glance.Timing.every(FRESH),
            threads,
            nanos);
  }

  /** As it was a second ago; absent if that cannot be told. */
  Optional<Seen> now() {
    return glance.now();
  }
}
