package io.offgrid.audit.cli;

import io.offgrid.audit.AuditRecord;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Records of which the next one can be looked at without taking it. */
final class Peeking implements Iterator<AuditRecord> {
  private final Iterator<AuditRecord> records;
  private @Nullable AuditRecord next;

  Peeking(Iterator<AuditRecord> records) {
    this.records = records;
  }

  AuditRecord peek() {
    if (next == null) {
      next = records.next();
    }
    return next;
  }

  @Override
  public boolean hasNext() {
    return next != null || records.hasNext();
  }

  @Override
  public AuditRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    AuditRecord record = peek();
    next = null;
    return record;
  }
}
