package io.offgrid.audit.faults;

import io.offgrid.audit.Verdict;
import io.offgrid.audit.runtime.LogMaintenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Goes on with a log that an {@link Errand} left, and looks at what has become of it.
 *
 * @param before the log as the errand found it
 * @param killed whether the process was killed, rather than told of an error
 */
record Aftermath(Errand errand, Commission commission, BareLog before, boolean killed) {
  /** Of the records before, those in sealed segments are more than this. */
  private static final long SOME_SEALED = 4;

  /** Records as the next process would, finishes the errand, and looks. */
  void look(Receipts receipts) throws IOException {
    Recording.record(commission.named("next"), 1, receipts);
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

  /** A process that was killed early left a log that is as damaged as it was. */
  private void lookAside(Receipts receipts) throws IOException {
    Inspection inspection = new Inspection(commission);
    if (inspection.verify().verdict() != Verdict.OK) {
      Recording.maintain(commission, maintenance -> maintenance.setAside("a person", "again"));
    }
    inspection.requireVerified();
    BareLog now = BareLog.read(commission.directory());
    now.requireChain();
    List<BareLine> everywhere = new ArrayList<>(now.lines());
    for (Path place : asides()) {
      everywhere.addAll(BareLog.read(place).lines());
    }
    Set<String> held = new HashSet<>();
    everywhere.forEach(line -> held.add(line.hash()));
    everywhere.forEach(line -> held.add(line.id()));
    for (BareLine line : before.lines()) {
      BrokenPromise.unless(held.contains(line.hash()), "seq " + line.seq() + " was not kept");
    }
    receipts
        .ids()
        .forEach((seq, id) -> BrokenPromise.unless(held.contains(id), seq + " is not there"));
  }

  private List<Path> asides() throws IOException {
    try (Stream<Path> files = Files.list(commission.directory())) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith("set-aside-"))
          .toList();
    }
  }
}
