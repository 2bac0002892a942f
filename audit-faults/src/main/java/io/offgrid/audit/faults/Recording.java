package io.offgrid.audit.faults;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.RecordResult;
import io.offgrid.audit.runtime.LogMaintenance;
import io.offgrid.audit.store.file.FileStore;
import java.util.function.Consumer;

/** What this process does itself to a log, in place of one that is broken. */
final class Recording {
  private Recording() {}

  /** Opens the log, records so much and closes it; any error is thrown. */
  static void record(Commission commission, int count, Receipts receipts) {
    try (FileStore store = FileStore.open(commission.directory());
        AuditLog log = commission.builder(store).open()) {
      for (int i = 0; i < count; i++) {
        AuditEvent event =
            AuditEvent.builder("auth").userId(commission.name()).detail("n", i).build();
        RecordResult.Recorded recorded = (RecordResult.Recorded) log.record(event).join();
        receipts.add(recorded.receipt().seq(), recorded.receipt().id());
      }
    }
  }

  /** Prunes it, sets it aside, … */
  static void maintain(Commission commission, Consumer<LogMaintenance> task) {
    try (FileStore store = FileStore.open(commission.directory());
        LogMaintenance maintenance = commission.builder(store).openMaintenance()) {
      task.accept(maintenance);
    }
  }
}
