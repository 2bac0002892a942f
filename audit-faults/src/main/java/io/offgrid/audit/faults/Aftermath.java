package io.offgrid.audit.faults;

import io.offgrid.audit.Verdict;
import io.offgrid.audit.runtime.LogMaintenance;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Goes on with a log that an {@link Errand} left, and looks at what has become of it.
 *
 * @param before the log as the errand found it
 * @param killed whether the process was killed, rather than told of an error
 */
record Aftermath(Errand errand, Commission commission, WholeLog before, boolean killed) {
  /** Of the records before, those in sealed segments are more than this. */
  private static final long SOME_SEALED = 4;

  /** Records as the next process would, finishes the errand, and looks. */
  void look(Receipts receipts) throws IOException {
    boolean begun = before.begun() || WholeLog.read(commission.directory()).begun();
    Recording.record(commission.named("next"), 1, receipts);
    requireFinished(begun);
    if (errand.isAside()) {
      lookAside(receipts);
      return;
    }
    if (errand.isPrune()) {
      Recording.maintain(commission, LogMaintenance::prune);
    }
    for (BareLine line : before.lines()) {
      if (line.seq() > 0) {
        receipts.add(line.seq(), line.id());
      }
    }
    Inspection inspection = new Inspection(commission);
    inspection.of(receipts);
    if (!killed) {
      inspection.requireNothingElse(receipts);
    }
    if (errand.isPrune()) {
      long left = BareLog.read(commission.directory()).first();
      BrokenPromise.unless(
          left > SOME_SEALED, "records were to be deleted down to seq %d or less".formatted(left));
    }
  }

  /**
   * What another process began was finished when the log was opened, by nobody else.
   *
   * @param begun whether a new log waited to take the place of this one
   */
  void requireFinished(boolean begun) throws IOException {
    BareLog log = BareLog.read(commission.directory());
    for (BareLine line : log.lines()) {
      BrokenPromise.unless(
          line.pruned() < log.first(),
          "seq %d is still there, and was announced to be deleted up to %d"
              .formatted(log.first(), line.pruned()));
    }
    BrokenPromise.unless(
        !WholeLog.read(commission.directory()).begun(), "setting aside was not finished");
    if (begun) {
      new Inspection(commission).requireVerified();
    }
  }

  /** A process that was killed early left a log that is as damaged as it was. */
  private void lookAside(Receipts receipts) throws IOException {
    Inspection inspection = new Inspection(commission);
    if (inspection.verify().verdict() != Verdict.OK) {
      Recording.maintain(commission, maintenance -> maintenance.setAside("a person", "again"));
    }
    inspection.requireVerified();
    BareLog.read(commission.directory()).requireChain();
    WholeLog now = WholeLog.read(commission.directory());
    Set<String> held = new HashSet<>();
    now.lines().forEach(line -> held.add(line.hash()));
    now.lines().forEach(line -> held.add(line.id()));
    for (BareLine line : before.lines()) {
      BrokenPromise.unless(held.contains(line.hash()), "seq " + line.seq() + " was not kept");
    }
    receipts
        .ids()
        .forEach((seq, id) -> BrokenPromise.unless(held.contains(id), seq + " is not there"));
    if (!killed) {
      requireNothingElse(now, receipts);
    }
  }

  /** As {@link Inspection#requireNothingElse}, with what was set aside. */
  private void requireNothingElse(WholeLog now, Receipts receipts) {
    Set<String> known = new HashSet<>(receipts.ids().values());
    before.lines().forEach(line -> known.add(line.id()));
    for (BareLine line : now.lines()) {
      BrokenPromise.unless(
          !line.submitted() || known.contains(line.id()),
          "seq %d was an error, and is there all the same".formatted(line.seq()));
    }
  }
}
