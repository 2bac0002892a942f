package io.offgrid.audit.export;

import io.offgrid.audit.AuditRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;

/** The rows of one export. For one thread. */
final class CsvRows {
  private static final String[] COLUMNS = {
    "id",
    "timestamp",
    "type",
    "user_id",
    "outcome",
    "severity",
    "source",
    "target",
    "details",
    "seq",
    "key_id",
    "signature",
    "chain_hash"
  };

  /** One of its own: its methods take its lock, on which exports at the same time would wait. */
  private final CSVFormat format = CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.ALL).get();

  private final boolean neutralizeFormulas;
  private final Utf8Appendable text;

  /** Whether the next cell begins a row. */
  private boolean begins = true;

  CsvRows(CsvSettings settings, OutputStream out) {
    this.neutralizeFormulas = settings.neutralizeFormulas();
    this.text = new Utf8Appendable(out);
  }

  void header() throws IOException {
    for (String column : COLUMNS) {
      print(column);
    }
    end();
  }

  void row(AuditRecord record) throws IOException {
    cell(record.id());
    cell(record.timestampText());
    cell(record.type());
    cell(record.userId());
    cell(record.outcome());
    cell(record.severity());
    cell(record.source());
    cell(record.target());
    cell(record.detailsJson());
    print(Long.toString(record.seq()));
    cell(record.keyId());
    cell(record.signature());
    cell(record.chainHash());
    end();
  }

  /** Hands everything to the stream. */
  void drain() throws IOException {
    text.drain();
  }

  private void cell(Optional<String> value) throws IOException {
    cell(value.orElse(""));
  }

  private void cell(String value) throws IOException {
    print(neutralizeFormulas ? FormulaGuard.neutralize(value) : value);
  }

  private void print(String cell) throws IOException {
    format.print(cell, text, begins);
    begins = false;
  }

  private void end() throws IOException {
    format.println(text);
    begins = true;
  }
}
