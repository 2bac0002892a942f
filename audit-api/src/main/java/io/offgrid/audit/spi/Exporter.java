package io.offgrid.audit.spi;

import io.offgrid.audit.AuditRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;

/** Writes records in a format. Stateless: one exporter serves any number of exports at a time. */
public interface Exporter {
  /** Media type of the output, for HTTP: {@code text/csv}. */
  String mediaType();

  /** Usual file name extension without the dot. */
  String fileExtension();

  /**
   * Writes all records, holding none of them longer than its line takes to write. Called on the
   * asker's thread.
   *
   * @param records read to the end, not closed
   * @param out buffered by the caller, neither flushed nor closed here
   * @throws IOException if the output does not take it
   */
  void export(Iterator<? extends AuditRecord> records, OutputStream out) throws IOException;
}
