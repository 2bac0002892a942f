package io.offgrid.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to count.
 *
 * @param filter which records; its order, limit and {@code scanBytes} do not matter
 * @param bucket the length of the spans of time that are counted besides; null for none
 * @param verify whether the chain is verified too, all of it
 */
public record StatsRequest(AuditQuery filter, @Nullable Bucket bucket, boolean verify) {

  /** How long a span of time is. Spans begin at full minutes, hours or days, UTC. */
  public enum Bucket {
    MINUTE,
    HOUR,
    DAY
  }

  /** Everything, with verification. */
  public static StatsRequest all() {
    return between(null, null, true);
  }

  /**
   * What was recorded in this time.
   *
   * @param since inclusive
   * @param until exclusive
   */
  public static StatsRequest between(
      @Nullable Instant since, @Nullable Instant until, boolean verify) {
    return new StatsRequest(AuditQuery.builder().since(since).until(until).build(), null, verify);
  }

  /** The same without verification. */
  public StatsRequest withoutVerification() {
    return new StatsRequest(filter, bucket, false);
  }
}
