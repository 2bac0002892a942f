package com.example.acme;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.spi.Exporter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** INSERT statements of standard SQL: one record a statement, each on a line of its own. */
final class SqlExporter implements Exporter {
  private final String begin;

  SqlExporter(SqlSettings settings) {
    begin =
        "INSERT INTO "
            + settings.table()
            + " (id, seq, time, type, user_id, outcome, source, target, record) VALUES ";
  }

  @Override
  public String mediaType() {
    return "application/sql";
  }

  @Override
  public String fileExtension() {
    return "sql";
  }

  @Override
  public void export(Iterator<? extends AuditRecord> records, OutputStream out) throws IOException {
    while (records.hasNext()) {
      out.write((begin + row(records.next()) + ";\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String row(AuditRecord record) {
    return List.of(
            text(record.id()),
            Long.toString(record.seq()),
            text(record.timestampText()),
            text(record.type()),
            text(record.userId()),
            text(record.outcome()),
            text(record.source()),
            text(record.target()),
            text(record.json()))
        .stream()
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String text(Optional<String> value) {
    return value.map(SqlExporter::text).orElse("NULL");
  }

  /**
   * Only the quote is special in a literal of standard SQL. A line break or NUL in a value is
   * shown, so that a statement is one line whatever reads it; in the record they are escaped by
   * JSON.
   */
  private static String text(String value) {
    return "'" + value.replace("'", "''").replaceAll("[\0\n\r]", "\u2424") + "'";
  }
}
