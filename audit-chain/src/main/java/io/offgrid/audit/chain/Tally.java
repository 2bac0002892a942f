package io.offgrid.audit.chain;

import io.offgrid.audit.Finding;
import io.offgrid.audit.FindingKind;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerificationReport;
import java.util.ArrayList;
import java.util.List;

/** Counts findings and keeps the first ones. */
final class Tally {
  private final List<Finding> first = new ArrayList<>();
  private long count;
  private long unknownKeys;

  void add(Finding finding) {
    count++;
    unknownKeys += finding.kind() == FindingKind.UNKNOWN_KEY ? 1 : 0;
    if (first.size() < VerificationReport.MAX_FINDINGS) {
      first.add(finding);
    }
  }

  /**
   * @param uncheckable whether missing keys alone would be no sign of tampering
   */
  Verdict verdict(boolean uncheckable) {
    if (count == 0) {
      return Verdict.OK;
    }
    return count == unknownKeys && uncheckable ? Verdict.UNVERIFIABLE : Verdict.FAILED;
  }

  VerificationReport report(
      long events,
      long bytes,
      Verdict verdict,
      VerificationReport.Trust trust,
      List<String> notes) {
    return new VerificationReport(verdict, events, bytes, count, first, trust, notes);
  }
}
