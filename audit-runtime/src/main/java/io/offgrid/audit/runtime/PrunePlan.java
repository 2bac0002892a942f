package io.offgrid.audit.runtime;

import java.time.Instant;
import java.util.List;

/**
 * What retention deletes, and why no more.
 *
 * @param segments that go, oldest first; may be empty
 * @param rest why the segment after them stays, in words
 * @param held whether that one is old enough, and stays for another reason
 * @param announced whether a record in the log announces the deletion already, so that only the
 *     deleting is left to do
 */
public record PrunePlan(List<OldSegment> segments, String rest, boolean held, boolean announced) {
  /**
   * A segment that is old enough to go.
   *
   * @param name of the segment
   * @param fromSeq number of its first record
   * @param toSeq number of its last record
   * @param last when its last record was made
   * @param bytes its size
   * @param toHash hash of its last line, {@code sha256:…}
   * @param identity tells it from another of its name
   */
  public record OldSegment(
      String name,
      long fromSeq,
      long toSeq,
      Instant last,
      long bytes,
      String toHash,
      String identity) {}

  public PrunePlan {
    segments = List.copyOf(segments);
  }

  public boolean isEmpty() {
    return segments.isEmpty();
  }

  /** Number of the first record that goes. */
  public long fromSeq() {
    return segments.get(0).fromSeq();
  }

  /** Number of the last record that goes. */
  public long toSeq() {
    return lastSegment().toSeq();
  }

  /** Hash of the last line that goes. */
  public String toHash() {
    return lastSegment().toHash();
  }

  /** How much goes. */
  public long bytes() {
    return segments.stream().mapToLong(OldSegment::bytes).sum();
  }

  private OldSegment lastSegment() {
    return segments.get(segments.size() - 1);
  }
}
