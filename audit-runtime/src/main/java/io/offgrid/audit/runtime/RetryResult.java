package io.offgrid.audit.runtime;

import java.util.List;

/**
 * What became of parked records.
 *
 * @param delivered numbers of those that the receiver has now, the first {@link #LISTED} of them
 * @param rejected those that stay parked, each with the reason, the first {@link #LISTED} of them
 * @param deliveredCount how many the receiver has now
 * @param rejectedCount how many stay parked
 */
public record RetryResult(
    List<Long> delivered, List<Rejected> rejected, long deliveredCount, long rejectedCount) {
  /** How many of a sort are listed at most: there may be a million. */
  public static final int LISTED = 1000;

  /** Of nothing that was parked. */
  public static final RetryResult NONE = new RetryResult(List.of(), List.of(), 0, 0);

  /** A record that stays parked. */
  public record Rejected(long seq, String reason) {}

  public RetryResult {
    delivered = List.copyOf(delivered);
    rejected = List.copyOf(rejected);
  }
}
