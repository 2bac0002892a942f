package io.offgrid.audit.cli;

import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditRecord;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Those of some records that come after a place in the log and match. */
final class Matching implements Iterator<AuditRecord> {
  private final Iterator<AuditRecord> records;
  private final long after;
  private final AuditQuery filters;
  private @Nullable AuditRecord next;

  Matching(Iterator<AuditRecord> records, long after, AuditQuery filters) {
    this.records = records;
    this.after = after;
    this.filters = filters;
  }

  @Override
  public boolean hasNext() {
    while (next == null && records.hasNext()) {
      AuditRecord record = records.next();
      next = record.seq() > after && filters.matches(record) ? record : null;
    }
    return next != null;
  }

  @Override
  public AuditRecord next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    AuditRecord record = next;
    next = null;
    return record;
  }
}
