package io.offgrid.audit.export;

import static io.offgrid.audit.export.SecondReader.STRICT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.spi.Exporter;
import io.offgrid.audit.testkit.ExporterContract;
import io.offgrid.audit.testkit.TestRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLinesExporterTest implements ExporterContract {
  @Override
  public Exporter testee() {
    return new JsonLinesExporter();
  }

  @Override
  public List<String> idsIn(byte[] export) throws IOException {
    List<String> ids = new ArrayList<>();
    for (String line : new String(export, UTF_8).split("\n", -1)) {
      ids.add(line.isEmpty() ? "" : STRICT.readTree(line).get("id").textValue());
    }
    assertThat(ids.remove(ids.size() - 1)).as("after the last newline").isEmpty();
    return ids;
  }

  @Test
  void writesTheSignedLinesOfTheLog() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    testee().export(TestRecords.nasty().iterator(), out);
    String lines =
        TestRecords.nasty().stream().map(AuditRecord::json).reduce("", (a, b) -> a + b + "\n");
    assertThat(out.toString(UTF_8)).isEqualTo(lines);
  }
}
