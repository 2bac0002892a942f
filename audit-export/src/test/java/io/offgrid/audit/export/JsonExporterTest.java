package io.offgrid.audit.export;

import static io.offgrid.audit.export.SecondReader.STRICT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.spi.Exporter;
import io.offgrid.audit.testkit.ExporterContract;
import io.offgrid.audit.testkit.TestRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonExporterTest implements ExporterContract {
  @Override
  public Exporter testee() {
    return new JsonExporter();
  }

  @Override
  public List<String> idsIn(byte[] export) throws IOException {
    List<String> ids = new ArrayList<>();
    JsonNode array = STRICT.readTree(export);
    assertThat(array.isArray()).isTrue();
    array.forEach(element -> ids.add(element.get("id").textValue()));
    return ids;
  }

  @Test
  void everyElementIsTheSignedLineOnALineOfItsOwn() throws Exception {
    List<AuditRecord> records = TestRecords.nasty().subList(0, 3);
    assertThat(written(records.iterator()))
        .isEqualTo(
            "[\n"
                + records.get(0).json()
                + ",\n"
                + records.get(1).json()
                + ",\n"
                + records.get(2).json()
                + "\n]\n");
  }

  @Test
  void anExportOfNothingIsAnEmptyArrayOverTwoLines() throws Exception {
    assertThat(written(new ArrayList<AuditRecord>().iterator())).isEqualTo("[\n]\n");
  }

  private String written(Iterator<AuditRecord> records) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    testee().export(records, out);
    return out.toString(UTF_8);
  }
}
