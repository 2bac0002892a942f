package io.offgrid.audit.export;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.spi.Exporter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;

/**
 * One JSON array. Brackets stand on lines of their own and every element is the signed line of its
 * record, so people can read it, {@code diff} compares record by record, and the signed bytes can
 * be taken out without a JSON parser: they are what stands on the line, less a comma at its end.
 */
final class JsonExporter implements Exporter {
  @Override
  public String mediaType() {
    return "application/json";
  }

  @Override
  public String fileExtension() {
    return "json";
  }

  @Override
  public void export(Iterator<? extends AuditRecord> records, OutputStream out) throws IOException {
    out.write('[');
    out.write('\n');
    while (records.hasNext()) {
      records.next().writeJson(out);
      if (records.hasNext()) {
        out.write(',');
      }
      out.write('\n');
    }
    out.write(']');
    out.write('\n');
  }
}
