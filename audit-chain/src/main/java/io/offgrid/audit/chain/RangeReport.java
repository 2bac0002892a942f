package io.offgrid.audit.chain;

import java.util.List;

/**
 * What verifying a range of a segment found, to be joined with the ranges before and after it by
 * {@link ChainJoin}.
 */
public final class RangeReport {
  /** Of no line. */
  public static final RangeReport EMPTY = new RangeReport(List.of(), -1);

  private final List<LineRun> runs;
  private final long resumeAt;

  RangeReport(List<LineRun> runs, long resumeAt) {
    this.runs = runs;
    this.resumeAt = resumeAt;
  }

  List<LineRun> runs() {
    return runs;
  }

  /**
   * Where to go on: a badly damaged range is reported in pieces, so that memory stays bounded. The
   * rest of the range is verified from here, which is the start of a line; -1 when it is whole.
   */
  public long resumeAt() {
    return resumeAt;
  }
}
