package io.offgrid.audit.sink.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.testkit.RecordFixture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a record that does not fit into a message. */
class TooLongTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String LONG = "\"" + "x".repeat(9000) + "\"";

  private static byte[] bytes(AuditRecord record, int most, SyslogFormat format) {
    SettingsDraft draft = new SettingsDraft();
    draft.maxMessageBytes = most;
    draft.format = format;
    return new Rfc5424(draft.settings(), "h".repeat(255), "4194304").message(record);
  }

  private static JsonNode json(byte[] message) {
    try {
      return JSON.readTree(Parsed.of(message).msg());
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void losesItsDetailsAndSaysSoTwice() {
    RecordFixture record =
        RecordFixture.builder(9)
            .userId("bob")
            .source("a")
            .target("b")
            .outcome("failure")
            .severity("critical")
            .repairs("/x: why")
            .details("{\"a\":" + LONG + "}")
            .build();
    byte[] message = bytes(record, 8192, SyslogFormat.JSON);
    assertThat(Parsed.of(message).parameters())
        .containsEntry("truncated", "true")
        .containsEntry("seq", "9")
        .containsEntry("id", record.id())
        .containsEntry("chain_hash", record.chainHash())
        .containsEntry("signature", record.signature());
    assertThat(Parsed.of(message).msg())
        .isEqualTo(
            "{\"chain_hash\":\""
                + record.chainHash()
                + "\",\"id\":\""
                + record.id()
                + "\",\"key_id\":\"1eb7cdc2\",\"outcome\":\"failure\""
                + ",\"repairs\":[\"/x: why\"],\"seq\":9,\"severity\":\"critical\",\"signature\":\""
                + record.signature()
                + "\",\"source\":\"a\",\"target\":\"b\",\"timestamp\":\""
                + record.timestampText()
                + "\",\"truncated\":true,\"type\":\"auth_success\",\"user_id\":\"bob\"}");
    assertThat(json(message).get("truncated").asBoolean()).isTrue();
  }

  @Test
  void aMessageOfExactlyTheLimitIsWhole() {
    RecordFixture record = RecordFixture.builder(1).details("{\"a\":" + LONG + "}").build();
    int length = bytes(record, 1 << 20, SyslogFormat.JSON).length;
    assertThat(json(bytes(record, length, SyslogFormat.JSON)).has("details")).isTrue();
    assertThat(json(bytes(record, length - 1, SyslogFormat.JSON)).has("details")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\u0000", "é", "😂", "\"", "\ud800"})
  void isCutFurtherWhereItIsStillTooLongAndNeverExceedsTheLimit(String unit) {
    String text = unit.repeat(1024 / unit.length());
    RecordFixture record =
        RecordFixture.builder(Long.MAX_VALUE)
            .type("t".repeat(64))
            .userId(text)
            .source(text)
            .target(text)
            .outcome("failure")
            .severity("critical")
            .repairs("r".repeat(250))
            .details("{\"a\":" + LONG + "}")
            .build();
    for (int most : List.of(2048, 2049, 2050, 2051, 2500, 4096, 8192)) {
      byte[] message = bytes(record, most, SyslogFormat.JSON);
      assertThat(message).hasSizeBetween(most / 2, most);
      JsonNode read = json(message);
      assertThat(read.get("id").asText()).isEqualTo(record.id());
      assertThat(read.get("truncated").asBoolean()).isTrue();
      assertThat(bytes(record, most, SyslogFormat.CEF)).hasSizeLessThanOrEqualTo(most);
    }
  }

  @Test
  void whatIsCutEndsInDots() {
    RecordFixture record =
        RecordFixture.builder(1).userId("\u0000".repeat(1024)).target("short").build();
    JsonNode read = json(bytes(record, 2048, SyslogFormat.JSON));
    assertThat(read.get("user_id").asText()).endsWith("...");
    assertThat(read.get("target").asText()).isEqualTo("short");
  }

  @ParameterizedTest
  @EnumSource(SyslogFormat.class)
  void theLimitHoldsWithTheByteOrderMark(SyslogFormat format) {
    for (int length = 1; length < 600; length++) {
      RecordFixture record = RecordFixture.builder(1).userId("é".repeat(length)).build();
      byte[] message = bytes(record, 2048, format);
      assertThat(message).hasSizeLessThanOrEqualTo(2048);
      assertThat(new String(message, UTF_8)).doesNotContain("\uFFFD");
    }
  }
}
