package io.offgrid.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to count.
 *
 * @param since not older than this
 * @param until older than this
 * @param verify whether the chain is verified too
 */
public record StatsRequest(@Nullable Instant since, @Nullable Instant until, boolean verify) {
  /** Everything, with verification. */
  public static StatsRequest all() {
    return new StatsRequest(null, null, true);
  }
}
