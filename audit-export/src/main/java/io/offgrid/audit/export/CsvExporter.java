package io.offgrid.audit.export;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.spi.Exporter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

/** RFC 4180: every cell in quotes, lines end with CR LF, UTF-8 without a byte order mark. */
final class CsvExporter implements Exporter {
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
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.ALL).get();

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
  @SuppressWarnings("resource") // the printer has nothing to close but what is not ours to close
  public void export(Iterator<? extends AuditRecord> records, OutputStream out) throws IOException {
    Utf8Appendable text = new Utf8Appendable(out);
    CSVPrinter printer = new CSVPrinter(text, FORMAT);
    if (settings.header()) {
      printer.printRecord((Object[]) COLUMNS);
    }
    while (records.hasNext()) {
      print(records.next(), printer);
    }
    text.drain();
  }

  private void print(AuditRecord record, CSVPrinter printer) throws IOException {
    printer.print(cell(record.id()));
    printer.print(cell(record.timestampText()));
    printer.print(cell(record.type()));
    printer.print(cell(record.userId()));
    printer.print(cell(record.outcome()));
    printer.print(cell(record.severity()));
    printer.print(cell(record.source()));
    printer.print(cell(record.target()));
    printer.print(cell(record.detailsJson()));
    printer.print(Long.toString(record.seq()));
    printer.print(cell(record.keyId()));
    printer.print(cell(record.signature()));
    printer.print(cell(record.chainHash()));
    printer.println();
  }

  private String cell(Optional<String> value) {
    return cell(value.orElse(""));
  }

  private String cell(String value) {
    return settings.neutralizeFormulas() ? FormulaGuard.neutralize(value) : value;
  }
}
