package io.offgrid.audit.faults;

import io.offgrid.audit.FindingKind;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerificationReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Puts older heads back, with the log as it was then and as it is now. */
final class OlderHeads {
  private final TamperedLog log;

  OlderHeads(TamperedLog log) {
    this.log = log;
  }

  /** Those that were written after these lines, but the newest; returns how many those are. */
  long all(List<TamperedLog.Line> lines) {
    long done = 0;
    for (TamperedLog.Line line : lines) {
      if (line.seq() < TamperedLog.RECORDS) {
        alone(line);
        together(line);
        done++;
      }
    }
    return done;
  }

  /** With the log as it is: nothing is lost, and nothing is wrong. */
  private void alone(TamperedLog.Line line) {
    ForgedLog changed = log.log().copy();
    changed.put(ForgedLog.HEAD, log.heads().get(line.seq()));
    VerificationReport report = Whereabouts.verified(changed, log.heads().get(TamperedLog.RECORDS));
    BrokenPromise.unless(
        report.verdict() == Verdict.OK, "with the head of " + line.seq() + ": " + report);
  }

  /** With the log of then: what only a head that was kept elsewhere can tell. */
  private void together(TamperedLog.Line line) {
    ForgedLog changed = rolledBack(line);
    VerificationReport alone = Whereabouts.verified(changed, null);
    BrokenPromise.unless(
        alone.verdict() == Verdict.OK, "rolled back to " + line.seq() + ": " + alone);
    VerificationReport compared =
        Whereabouts.verified(changed, log.heads().get(TamperedLog.RECORDS));
    Whereabouts.require(
        Whereabouts.first(compared),
        Set.of(FindingKind.TRUNCATED),
        "the saved head",
        null,
        "rolled back to " + line.seq());
  }

  private ForgedLog rolledBack(TamperedLog.Line line) {
    List<TamperedLog.Line> places = new ArrayList<>(log.lines().subList(0, line.seq()));
    ForgedLog changed = log.with(places, places.stream().map(TamperedLog.Line::text).toList());
    for (String name : log.log().segments()) {
      if (changed.segment(name).length == 0) {
        changed.remove(name);
      }
    }
    byte[] last = changed.segment(line.file());
    changed.remove(line.file());
    changed.put(ForgedLog.ACTIVE, last);
    changed.put(ForgedLog.HEAD, log.heads().get(line.seq()));
    return changed;
  }
}
