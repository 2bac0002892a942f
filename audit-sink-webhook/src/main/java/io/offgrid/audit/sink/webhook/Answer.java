package io.offgrid.audit.sink.webhook;

import io.offgrid.audit.spi.SinkException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the receiver answered. Its reason phrase and its body are left alone: a receiver may repeat
 * there what it was sent, secrets included.
 *
 * @param retryAfter the header
 * @param hasAll whether the whole request had been sent by then
 */
record Answer(int status, @Nullable String retryAfter, boolean hasAll) {
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);

  boolean accepts() {
    return status / 100 == 2 && hasAll;
  }

  /** What follows from an answer that does not accept. */
  SinkException refusal(String target, Instant now) {
    String answered = target + ": answered " + status;
    if (status / 100 == 2) {
      return SinkException.failed(answered + " before it had the whole batch", null);
    }
    if (status / 100 == 3) {
      return SinkException.failed(
          answered + "; redirects are not followed, set url to where it is now", null);
    }
    if (status / 100 == 5 || PASSING.contains(status)) {
      Optional<Duration> wait = RetryAfter.parse(retryAfter, now);
      return wait.map(
              delay ->
                  SinkException.busy(
                      answered + ", to be tried again in " + delay.toSeconds() + " s", delay))
          .orElseGet(() -> SinkException.failed(answered, null));
    }
    if (status == 410) {
      return SinkException.gone(answered + ": it wants nothing any more");
    }
    return status / 100 == 4
        ? SinkException.rejected(answered)
        : SinkException.failed(answered + ", which means nothing", null);
  }
}
