package io.offgrid.audit.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.server.TestServer.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /v1/audit}. */
class RecordApiTest {
  private static final String JSON = "application/json";

  @TempDir Path home;
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start(home);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private List<AuditRecord> records() {
    List<AuditRecord> records = new ArrayList<>();
    try (RecordCursor cursor = server.log().query(AuditQuery.all())) {
      cursor.forEachRemaining(records::add);
    }
    return records;
  }

  @Test
  void recordsOneAndAnswersItsReceipt() throws Exception {
    Answer answer =
        server.post(
            JSON + "; charset=utf-8",
            "{\"type\":\"auth\",\"user_id\":\"zoë\",\"details\":{\"n\":12345678901234567890,\"n\":1}}");
    assertThat(answer.status()).isEqualTo(201);
    AuditRecord record = records().get(0);
    assertThat(record.userId()).contains("zoë");
    assertThat(record.detailsJson()).contains("{\"n\":\"12345678901234567890\",\"n#2\":1}");
    JsonNode receipt = answer.json().path("receipts").path(0);
    assertThat(receipt.toString())
        .isEqualTo(
            "{\"id\":\"%s\",\"seq\":1,\"timestamp\":\"%s\",\"signature\":\"%s\",\"chain_hash\":\"%s\"}"
                .formatted(
                    record.id(), record.timestampText(), record.signature(), record.chainHash()));
    assertThat(answer.header("Location")).isEqualTo("/v1/audit/" + record.id());
    assertThat(server.get(answer.header("Location")).status()).isEqualTo(200);
  }

  @Test
  void recordsAnArray() throws Exception {
    Answer answer =
        server.post(
            JSON,
            " [ {\"type\":\"auth\"} ,\n{\"type\":\"inference\",\"details\":{\"a\":[1,{}]}}]\n");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().findValues("seq")).hasSize(2);
    assertThat(answer.header("Location")).isEmpty();
    assertThat(records()).extracting(AuditRecord::type).containsExactly("auth", "inference");
    assertThat(records().get(1).detailsJson()).contains("{\"a\":[1,{}]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/x-ndjson", "application/jsonl", "Application/X-JSONLines"})
  void recordsOneALine(String contentType) throws Exception {
    Answer answer =
        server.post(
            contentType, "{\"type\":\"auth\"}\n\n{\"type\":\"inference\"}\r\n{\"type\":\"auth\"}");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().findValues("seq")).hasSize(3);
    assertThat(records())
        .extracting(AuditRecord::type)
        .containsExactly("auth", "inference", "auth");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"Auth\"} | line 1, column 9: type \"Auth\" is not of the form [a-z][a-z0-9_.]{0,63}: use lower-case letters, digits, '_' and '.', beginning with a letter; nothing was recorded",
        "[{\"type\":\"auth\"},⏎ {\"type\":\"log_recovery\"}] | event 2, line 2, column 10: type \"log_recovery\" is reserved: only the log itself writes it; choose another type; nothing was recorded",
        "[{\"type\":\"auth\"},⏎{⏎\"typo\":1}] | event 2, line 3, column 1: an event has no member \"typo\"; the nearest is \"type\", all are type, user_id, outcome, severity, source, target, details; put anything else into \"details\"; nothing was recorded",
        "[{\"type\":\"auth\"},7] | line 1, column 18: an event is an object; nothing was recorded",
        "[{\"type\":\"auth\"}] x | line 1, column 19: Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false'); nothing was recorded",
        "[{\"type\":\"auth\"}] [] | line 1, column 19: something stands behind the array; nothing was recorded",
        "[] | the body holds no event; nothing was recorded",
        "'' | the body holds no event; nothing was recorded"
      })
  void recordsNothingOfABodyThatIsWrong(String body, String detail) throws Exception {
    Answer answer = server.post(JSON, body.replace('⏎', '\n'));
    assertThat(answer.detail()).isEqualTo(detail);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(records()).isEmpty();
  }

  @Test
  void tellsTheLineThatIsWrong() throws Exception {
    Answer answer =
        server.post("application/x-ndjson", "{\"type\":\"auth\"}\n\n{\"type\":\"Auth\"}\n");
    assertThat(answer.detail()).startsWith("event 2, line 3, column 9: type \"Auth\" is not of");
    assertThat(records()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | the request has no Content-Type",
        "text/plain | Content-Type: 'text/plain' is not taken"
      })
  void refusesOtherTypesOfContent(String contentType, String reason) throws Exception {
    Answer answer = server.post(contentType, "{\"type\":\"auth\"}");
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.detail())
        .isEqualTo(
            reason
                + "; send application/json (an event, or an array) or application/x-ndjson (one event a line)");
  }

  @Test
  void refusesMoreEventsThanAreTakenAtOnce() throws Exception {
    Answer answer = server.post("application/jsonl", "{\"type\":\"auth\"}\n".repeat(10_001));
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.detail())
        .isEqualTo("at most 10,000 events a request, not 10,001; nothing was recorded");
    assertThat(server.post("application/jsonl", "{\"type\":\"auth\"}\n".repeat(10_000)).status())
        .isEqualTo(201);
  }

  @Test
  void saysSoWhenNothingIsRecorded() throws Exception {
    server.close();
    server.write("config.yaml", "audit: {enabled: false}\n");
    server = TestServer.start(home);
    Answer answer = server.post(JSON, "{\"type\":\"auth\"}");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.detail()).isEqualTo("recording is disabled (audit.enabled: false)");
  }
}
