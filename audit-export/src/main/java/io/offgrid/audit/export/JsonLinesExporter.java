package io.offgrid.audit.export;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.spi.Exporter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;

/** Every record as its signed line and a newline: the bytes of the log itself. */
final class JsonLinesExporter implements Exporter {
  @Override
  public String mediaType() {
    return "application/x-ndjson";
  }

  @Override
  public String fileExtension() {
    return "jsonl";
  }

  @Override
  public void export(Iterator<? extends AuditRecord> records, OutputStream out) throws IOException {
    while (records.hasNext()) {
      records.next().writeJson(out);
      out.write('\n');
    }
  }
}
