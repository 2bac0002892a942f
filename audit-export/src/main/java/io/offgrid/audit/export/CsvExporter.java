package io.offgrid.audit.export;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.spi.Exporter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;

/** RFC 4180: every cell in quotes, lines end with CR LF, UTF-8 without a byte order mark. */
final class CsvExporter implements Exporter {
  private final CsvSettings settings;

  CsvExporter(CsvSettings settings) {
    this.settings = settings;
  }

  @Override
  public String mediaType() {
    return "text/csv";
  }

  @Override
  public String fileExtension() {
    return "csv";
  }

  @Override
  public void export(Iterator<? extends AuditRecord> records, OutputStream out) throws IOException {
    CsvRows rows = new CsvRows(settings, out);
    if (settings.header()) {
      rows.header();
    }
    while (records.hasNext()) {
      rows.row(records.next());
    }
    rows.drain();
  }
}
