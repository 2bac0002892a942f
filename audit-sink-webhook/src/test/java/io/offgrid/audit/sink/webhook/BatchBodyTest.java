package io.offgrid.audit.sink.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.sink.webhook.WebhookSettings.Format;
import io.offgrid.audit.testkit.RecordFixture;
import io.offgrid.audit.testkit.SinkContract;
import io.offgrid.audit.testkit.TestRecords;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchBodyTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static String text(List<? extends AuditRecord> batch, Format format) {
    return new String(BatchBody.of(batch, format, false).bytes(), UTF_8);
  }

  private static List<JsonNode> array(String text) throws IOException {
    List<JsonNode> elements = new ArrayList<>();
    JsonNode array = JSON.readTree(text);
    assertThat(array.isArray()).isTrue();
    array.forEach(elements::add);
    return elements;
  }

  private static List<JsonNode> parsed(List<? extends AuditRecord> batch) throws IOException {
    List<JsonNode> records = new ArrayList<>();
    for (AuditRecord record : batch) {
      records.add(JSON.readTree(record.json()));
    }
    return records;
  }

  private static List<String> lines(List<? extends AuditRecord> batch) {
    return batch.stream().map(AuditRecord::json).toList();
  }

  /** The elements of an array whose brackets stand on lines of their own. */
  private static List<String> cut(String text) {
    List<String> lines = text.lines().toList();
    assertThat(lines.get(0)).isEqualTo("[");
    assertThat(lines.get(lines.size() - 1)).isEqualTo("]");
    List<String> elements = new ArrayList<>();
    for (String line : lines.subList(1, lines.size() - 1)) {
      elements.add(line.endsWith(",") ? line.substring(0, line.length() - 1) : line);
    }
    return elements;
  }

  private static JsonNode event(RecordFixture record) throws IOException {
    return array(text(List.of(record), Format.CLOUDEVENTS)).get(0);
  }

  @Test
  void jsonIsAnArrayOfTheSignedLinesEachOnItsOwn() throws IOException {
    String text = text(TestRecords.nasty(), Format.JSON);
    assertThat(array(text)).isEqualTo(parsed(TestRecords.nasty()));
    assertThat(cut(text)).isEqualTo(lines(TestRecords.nasty()));
  }

  @Test
  void jsonlIsTheSignedLines() {
    String text = text(TestRecords.nasty(), Format.JSONL);
    assertThat(List.of(text.split("\n", -1)))
        .startsWith(lines(TestRecords.nasty()).toArray(String[]::new))
        .hasSize(TestRecords.nasty().size() + 1)
        .endsWith("");
  }

  @Test
  void cloudEventsHoldTheSignedLinesAsTheyAre() throws IOException {
    String text = text(TestRecords.nasty(), Format.CLOUDEVENTS);
    assertThat(array(text).stream().map(event -> event.get("data")))
        .containsExactlyElementsOf(parsed(TestRecords.nasty()));
    assertThat(cut(text).stream().map(e -> e.substring(e.indexOf("\"data\":") + 7, e.length() - 1)))
        .containsExactlyElementsOf(lines(TestRecords.nasty()));
  }

  @Test
  void cloudEventsHaveTheAttributesOfTheirRecord() throws IOException {
    RecordFixture record = RecordFixture.builder(7).type("auth").target("db/\"main\"\\").build();
    JsonNode event = event(record);
    assertThat(event.properties())
        .extracting(property -> property.getKey() + "=" + property.getValue().asText())
        .containsExactly(
            "specversion=1.0",
            "id=" + record.id(),
            "source=urn:offgrid:audit:" + record.keyId(),
            "type=io.offgrid.audit.auth",
            "time=" + record.timestampText(),
            "subject=db/\"main\"\\",
            "datacontenttype=application/json",
            "data=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "\u0000", "\u0085", "\uffff", "\ufdd0", "\ud83d"})
  void aTargetThatIsNoAttributeOfACloudEventIsLeftOut(String target) throws IOException {
    RecordFixture record = RecordFixture.builder(1).target(target).build();
    assertThat(event(record).has("subject")).isFalse();
  }

  @Test
  void aTargetBeyondAsciiIsASubject() throws IOException {
    RecordFixture record = RecordFixture.builder(1).target("Müller 😂").build();
    assertThat(event(record).get("subject").textValue()).isEqualTo("Müller 😂");
  }

  @Test
  void saysWhatItIs() {
    List<AuditRecord> batch = SinkContract.records(1, 1);
    assertThat(BatchBody.of(batch, Format.JSON, false).contentType())
        .hasToString("application/json");
    assertThat(BatchBody.of(batch, Format.JSONL, false).contentType())
        .hasToString("application/x-ndjson");
    assertThat(BatchBody.of(batch, Format.CLOUDEVENTS, false).contentType())
        .hasToString("application/cloudevents-batch+json");
  }

  @ParameterizedTest
  @EnumSource
  void isCompressedWhereThatIsWanted(Format format) throws IOException {
    List<AuditRecord> batch = SinkContract.records(1, 100);
    BatchBody plain = BatchBody.of(batch, format, false);
    BatchBody compressed = BatchBody.of(batch, format, true);
    assertThat(plain.encoding()).isEmpty();
    assertThat(compressed.encoding()).contains("gzip");
    assertThat(compressed.contentLength()).isLessThan(plain.contentLength() / 2);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed.bytes()))) {
      assertThat(in.readAllBytes()).isEqualTo(plain.bytes());
    }
  }

  /** The hash is sha256sum's, so that no release changes it unseen. */
  @Test
  void itsIdIsTheHashOfThePlainBody() {
    RecordFixture record = RecordFixture.builder(1).type("auth").build();
    BatchBody body = BatchBody.of(List.of(record), Format.JSON, false);
    assertThat(body.id())
        .isEqualTo("msg_3c725c6bcacbc3234d8a388b0c8f982bbaab7eee5a5c0af4778c877292c8fdd0");
    assertThat(BatchBody.of(List.of(record), Format.JSON, true).id()).isEqualTo(body.id());
  }

  @Test
  void anotherBatchHasAnotherId() {
    assertThat(BatchBody.of(SinkContract.records(1, 2), Format.JSON, false).id())
        .isNotEqualTo(BatchBody.of(SinkContract.records(1, 3), Format.JSON, false).id())
        .isNotEqualTo(BatchBody.of(SinkContract.records(2, 3), Format.JSON, false).id());
  }

  @Test
  void canBeSentOnce() {
    assertThat(BatchBody.of(SinkContract.records(1, 1), Format.JSON, false).isOneShot()).isTrue();
  }
}
