package com.example.opensearch;

import io.offgrid.audit.AuditRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The body of a bulk request: for each record a line that says what to do, and the signed line. A
 * record's id is the document's: sent again, it is refused as known (409), so nothing is doubled.
 */
final class BulkBody {
  private BulkBody() {}

  static byte[] of(List<? extends AuditRecord> batch) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      for (AuditRecord record : batch) {
        String action = "{\"create\":{\"_id\":\"" + record.id() + "\"}}\n";
        out.write(action.getBytes(StandardCharsets.UTF_8));
        record.writeJson(out);
        out.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array takes all
    }
    return out.toByteArray();
  }
}
