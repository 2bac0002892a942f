package io.offgrid.audit.runtime;

import java.util.List;

/**
 * What became of parked records.
 *
 * @param delivered numbers of those that the receiver has now
 * @param rejected those that stay parked, each with the reason
 */
public record RetryResult(List<Long> delivered, List<Rejected> rejected) {
  /** A record that stays parked. */
  public record Rejected(long seq, String reason) {}

  public RetryResult {
    delivered = List.copyOf(delivered);
    rejected = List.copyOf(rejected);
  }
}
