package io.offgrid.audit.faults;

import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.store.file.FileStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Looks at a log at rest: whether it is one chain, verifies, and holds what was acknowledged,
 * unless a record in it authorises that this is gone and it was old enough.
 */
record Inspection(Commission commission) {
  /**
   * Looks, and forgets the receipts of what was deleted.
   *
   * @return what was counted: {@code pruned}
   * @throws BrokenPromise if something is not as promised
   */
  Tally of(Receipts receipts) throws IOException {
    BareLog bare = BareLog.read(commission.directory());
    bare.requireChain();
    if (!bare.isUnmade()) {
      requireVerified();
    }
    requirePruning(bare, receipts);
    long pruned = receipts.forgetBefore(bare.first());
    requireHeld(bare, receipts);
    return Tally.of("pruned", pruned);
  }

  /**
   * Nothing is in the log but what was acknowledged: whoever got an error may submit it again. Not
   * so where a process was killed, which could not tell any more.
   *
   * @param receipts of all that is there
   */
  void requireNothingElse(Receipts receipts) throws IOException {
    for (BareLine line : BareLog.read(commission.directory()).lines()) {
      BrokenPromise.unless(
          !line.submitted() || receipts.ids().containsKey(line.seq()),
          "seq %d was an error, and is in the log all the same".formatted(line.seq()));
    }
  }

  void requireVerified() {
    VerificationReport report = verify();
    BrokenPromise.unless(
        report.verdict() == Verdict.OK,
        "verify says %s: %s %s".formatted(report.verdict(), report.findings(), report.notes()));
  }

  VerificationReport verify() {
    try (FileStore store = FileStore.open(commission.directory());
        AuditLogReader reader = commission.builder(store).openReader()) {
      return reader.verify(VerifyRequest.standard());
    }
  }

  private void requirePruning(BareLog bare, Receipts receipts) {
    Map.Entry<Long, String> last = receipts.ids().lowerEntry(bare.first());
    if (last == null) {
      return;
    }
    long old = BareLine.millis(last.getValue()) + commission.retentionMillis();
    BrokenPromise.unless(
        bare.lines().stream()
            .anyMatch(line -> line.pruned() >= last.getKey() && BareLine.millis(line.id()) >= old),
        "%s was acknowledged and is gone, and no record authorises that".formatted(last));
  }

  private static void requireHeld(BareLog bare, Receipts receipts) {
    Map<Long, String> held = new HashMap<>();
    bare.lines().forEach(line -> held.putIfAbsent(line.seq(), line.id()));
    for (Map.Entry<Long, String> receipt : receipts.ids().entrySet()) {
      BrokenPromise.unless(
          receipt.getKey() <= bare.head() && receipt.getValue().equals(held.get(receipt.getKey())),
          "%s was acknowledged; the log has %s there and its head says %d"
              .formatted(receipt, held.get(receipt.getKey()), bare.head()));
    }
  }
}
