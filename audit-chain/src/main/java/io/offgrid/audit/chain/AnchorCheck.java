package io.offgrid.audit.chain;

import io.offgrid.audit.Finding;
import io.offgrid.audit.FindingKind;
import io.offgrid.audit.Head;
import java.util.function.Consumer;

/**
 * Compares a log with a head that was saved earlier, outside the reach of who could change the log:
 * what that head names must still be there, unless retention has deleted it since.
 */
record AnchorCheck(HeadWatch anchor, String where) {
  void judge(Consumer<Finding> report, HeadState head, long firstSeq, long maxSeq) {
    Head saved = anchor.head();
    String origin = head.decoded().map(Head::origin).orElse(saved.origin());
    if (!saved.origin().equals(origin)) {
      report.accept(
          Findings.ofLog(
              FindingKind.HEAD_MISMATCH,
              null,
              where,
              "origin " + saved.origin(),
              "origin " + origin));
    } else if (!anchor.isPassed() && saved.seq() > maxSeq) {
      report.accept(
          Findings.ofLog(
              FindingKind.TRUNCATED,
              maxSeq,
              where,
              "records up to seq " + saved.seq(),
              "the log ends at seq " + maxSeq));
    } else if (!anchor.isPassed() && saved.seq() >= firstSeq) {
      report.accept(
          Findings.ofLog(
              FindingKind.HEAD_MISMATCH,
              saved.seq(),
              where,
              "record " + saved.seq() + " with hash " + saved.chainHash(),
              anchor.place() == HeadWatch.Place.OTHER_HASH
                  ? "another hash in the log"
                  : "no such record"));
    }
  }
}
