package io.offgrid.audit.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.spi.Exporter;
import io.offgrid.audit.testkit.ExporterContract;
import io.offgrid.audit.testkit.RecordFixture;
import io.offgrid.audit.testkit.TestRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class CsvExporterTest implements ExporterContract {
  private static final CsvSettings DEFAULTS = new CsvSettings(true, true);
  private static final String HEADER =
      "\"id\",\"timestamp\",\"type\",\"user_id\",\"outcome\",\"severity\",\"source\",\"target\","
          + "\"details\",\"seq\",\"key_id\",\"signature\",\"chain_hash\"\r\n";

  @Override
  public Exporter testee() {
    return new CsvExporter(DEFAULTS);
  }

  @Override
  public List<String> idsIn(byte[] export) throws IOException {
    List<CSVRecord> rows = rows(new String(export, UTF_8));
    assertThat(rows).allSatisfy(row -> assertThat(row.size()).isEqualTo(13));
    assertThat(rows.get(0).get(0)).isEqualTo("id");
    return rows.stream().skip(1).map(row -> row.get(0)).toList();
  }

  @Test
  void writesQuotedCellsInTheirColumnsAndLinesEndingInCrLf() throws Exception {
    String row =
        "\"evt_00000000000000000000000007\",\"2024-01-15T10:30:00.000007Z\",\"auth_failure\","
            + "\"user-7\",\"failure\",\"warning\",\"192.0.2.7\",\"host-0\","
            + "\"{\"\"attempt\"\":7,\"\"reason\"\":\"\"bad password\"\"}\",\"7\",\"1eb7cdc2\","
            + ("\"hmac-sha256:" + "0".repeat(63) + "7\",")
            + ("\"sha256:" + "0".repeat(63) + "6\"\r\n");
    assertThat(written(DEFAULTS, TestRecords.full(7))).isEqualTo(HEADER + row);
  }

  @Test
  void anAbsentMemberIsAnEmptyCellInQuotes() throws Exception {
    assertThat(written(DEFAULTS, RecordFixture.builder(1).build()))
        .contains("\"auth_success\",\"\",\"\",\"\",\"\",\"\",\"\",\"1\",");
  }

  @Test
  void anExportOfNothingIsTheHeader() throws Exception {
    assertThat(written(DEFAULTS)).isEqualTo(HEADER);
  }

  @Test
  void theHeaderCanBeLeftOut() throws Exception {
    assertThat(written(new CsvSettings(false, true))).isEmpty();
    assertThat(rows(written(new CsvSettings(false, true), TestRecords.full(1)))).hasSize(1);
  }

  @Test
  void whatIsNoFormulaIsReadBackAsItWas() throws Exception {
    for (String value :
        List.of(
            "a,b",
            "say \"hi\"",
            "\"",
            "two\r\nlines",
            "a\rb\nc",
            "x\u0000y",
            "😂 e\u0301",
            "'=1",
            " =1",
            "a=1",
            "\\",
            "\\\"",
            ",",
            "NULL")) {
      assertThat(userCell(DEFAULTS, value)).isEqualTo(value);
    }
  }

  @Test
  void aFormulaIsMadeText() throws Exception {
    for (String value :
        List.of(
            "=1",
            "=cmd|'/C calc'!A0",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "＝1",
            "＋1",
            "－1",
            "＠SUM(A1)",
            "\u0000=1",
            "\u001b[31m",
            "=")) {
      assertThat(userCell(DEFAULTS, value)).isEqualTo("'" + value);
    }
  }

  @Test
  void everyCellOfFreeTextIsGuarded() throws Exception {
    RecordFixture hostile =
        RecordFixture.builder(1)
            .timestamp("=t")
            .type("=y")
            .userId("=u")
            .outcome("=o")
            .severity("=s")
            .source("=f")
            .target("=g")
            .details("=d")
            .build();
    CSVRecord row = rows(written(DEFAULTS, hostile)).get(1);
    assertThat(row.toList().subList(1, 9))
        .containsExactly("'=t", "'=y", "'=u", "'=o", "'=s", "'=f", "'=g", "'=d");
  }

  @Test
  void formulasAreLeftAloneWhenAskedTo() throws Exception {
    assertThat(userCell(new CsvSettings(true, false), "=1+1")).isEqualTo("=1+1");
  }

  private static String userCell(CsvSettings settings, String userId) throws IOException {
    RecordFixture record = RecordFixture.builder(1).userId(userId).build();
    return rows(written(settings, record)).get(1).get(3);
  }

  private static String written(CsvSettings settings, AuditRecord... records) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new CsvExporter(settings).export(List.of(records).iterator(), out);
    return out.toString(UTF_8);
  }

  private static List<CSVRecord> rows(String csv) throws IOException {
    try (CSVParser parser = CSVFormat.RFC4180.parse(new StringReader(csv))) {
      return parser.getRecords();
    }
  }
}
