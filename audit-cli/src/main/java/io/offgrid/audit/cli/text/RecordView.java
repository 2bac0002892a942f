package io.offgrid.audit.cli.text;

import io.offgrid.audit.AuditRecord;
import java.io.IOException;
import java.util.Iterator;

/** A way to show records. May be asked again, for those that came since. */
public interface RecordView {
  /** Shows all of these, as they are read. */
  void show(Iterator<? extends AuditRecord> records) throws IOException;
}
