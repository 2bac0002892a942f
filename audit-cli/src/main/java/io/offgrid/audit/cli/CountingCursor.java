package io.offgrid.audit.cli;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.RecordCursor;

/** Counts what it passes on, and shows the progress. */
final class CountingCursor implements RecordCursor {
  private final RecordCursor records;
  private final Progress progress;
  private long count;

  CountingCursor(RecordCursor records, Progress progress) {
    this.records = records;
    this.progress = progress;
  }

  long count() {
    return count;
  }

  @Override
  public boolean hasNext() {
    return records.hasNext();
  }

  @Override
  public AuditRecord next() {
    AuditRecord record = records.next();
    count++;
    progress.at(count, records.progress());
    return record;
  }

  @Override
  public long unreadable() {
    return records.unreadable();
  }

  @Override
  public double progress() {
    return records.progress();
  }

  @Override
  public void close() {
    records.close();
  }
}
