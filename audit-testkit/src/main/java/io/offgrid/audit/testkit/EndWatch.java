package io.offgrid.audit.testkit;

import io.offgrid.audit.AuditRecord;
import java.util.Iterator;

/** Numbered records; does something when it is asked whether there are any beyond the last one. */
final class EndWatch implements Iterator<AuditRecord> {
  private final Iterator<AuditRecord> records;
  private final Runnable atTheEnd;

  EndWatch(long count, Runnable atTheEnd) {
    records = TestRecords.numbered(count);
    this.atTheEnd = atTheEnd;
  }

  @Override
  public boolean hasNext() {
    if (!records.hasNext()) {
      atTheEnd.run();
    }
    return records.hasNext();
  }

  @Override
  public AuditRecord next() {
    return records.next();
  }
}
