package io.offgrid.audit.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.server.TestServer.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code GET /v1/audit} and {@code GET /v1/audit/{id}}. */
class EventsApiTest {
  @TempDir Path home;
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start(home);
    server.record(100);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static List<Long> downFrom(long from, long to) {
    return LongStream.rangeClosed(to, from).map(seq -> from + to - seq).boxed().toList();
  }

  @Test
  void answersTheNewestTwentyExactlyAsSigned() throws Exception {
    Answer answer = server.get("/v1/audit");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.seqs()).isEqualTo(downFrom(100, 81));
    try (RecordCursor newest =
        server.log().query(AuditQuery.builder().newestFirst().limit(20).build())) {
      List<String> lines = new ArrayList<>();
      newest.forEachRemaining(record -> lines.add(record.json()));
      assertThat(answer.body())
          .isEqualTo(
              "{\"events\":[\n"
                  + String.join(",\n", lines)
                  + "\n],\"next_cursor\":\"before-81\"}\n");
    }
  }

  @Test
  void pagesHoldStillWhileEventsArrive() throws Exception {
    List<Long> all = new ArrayList<>();
    String next = "";
    while (next != null) {
      Answer page = server.get("/v1/audit?limit=30" + next);
      all.addAll(page.seqs());
      JsonNode cursor = page.json().path("next_cursor");
      next = cursor.isNull() ? null : "&cursor=" + cursor.asText();
      server.record(7);
    }
    assertThat(all).isEqualTo(downFrom(100, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "type=auth&limit=3, '100,96,92'",
    "type=auth*&limit=3, '100,97,96'",
    "type=inference&type=model_load&limit=3, '99,98,95'",
    "user=user-2&limit=2, '98,95'",
    "outcome=failure&limit=2, '99,96'",
    "source=10.0.0.3&limit=2, '98,93'",
    "target=model/1&source=10.0.0.4&limit=2, '99,89'",
    "q=needle&limit=2, '100,90'",
    "q=77, '77'",
    "severity=critical, ''",
    "since=1h&limit=1, '100'",
    "until=2001-01-01, ''",
    "since=2001-01-01T00:00:00Z&until=2001-01-02, ''"
  })
  void chooses(String query, String seqs) throws Exception {
    List<Long> expected =
        seqs.isEmpty() ? List.of() : List.of(seqs.split(",")).stream().map(Long::valueOf).toList();
    assertThat(server.get("/v1/audit?" + query).seqs()).isEqualTo(expected);
  }

  @Test
  void theLastPageSaysThatItIsTheLast() throws Exception {
    assertThat(server.get("/v1/audit?limit=100").json().path("next_cursor").isNull()).isTrue();
    assertThat(server.get("/v1/audit?limit=99").json().path("next_cursor").asText())
        .isEqualTo("before-2");
    assertThat(server.get("/v1/audit?cursor=before-1").body())
        .isEqualTo("{\"events\":[\n],\"next_cursor\":null}\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limt=5 | limt | limt is not a parameter of GET /v1/audit; did you mean limit?",
        "limit=5&limit=6 | limit | limit is given more than once",
        "limit=0 | limit | limit: '0' is not a number from 1 to 1000",
        "limit=1001 | limit | limit: '1001' is not a number from 1 to 1000",
        "limit=%0Ax | limit | limit: '?x' is not a number from 1 to 1000",
        "outcome=failed | outcome | outcome: 'failed' is not one of success, failure",
        "cursor=x | cursor | cursor: 'x' is not what a page gave as next_cursor",
        "since=yesterday | since | since: 'yesterday' is not a time; write 2024-01-15T10:30:00Z, 2024-01-15, or how long ago: 90s, 15m, 24h, 7d, 2w",
        "since=2024-02-01&until=2024-01-01 | until | since 2024-02-01T00:00:00Z is not before until 2024-01-02T00:00:00Z",
        "type=Auth | type | type: 'Auth' is not a type: lower-case letters, digits, '_' and '.', beginning with a letter, perhaps with a '*' at the end"
      })
  void refusesWhatCannotBe(String query, String parameter, String detail) throws Exception {
    Answer answer = server.get("/v1/audit?" + query);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.detail()).isEqualTo(detail);
    assertThat(answer.json().path("parameter").asText()).isEqualTo(parameter);
    assertThat(answer.json().path("status").asInt()).isEqualTo(400);
    assertThat(answer.json().path("title").asText()).isEqualTo("Bad Request");
  }

  @Test
  void refusesATextThatIsTooLong() throws Exception {
    assertThat(server.get("/v1/audit?q=" + "x".repeat(257)).detail())
        .isEqualTo("q: at most 256 characters, not 257");
    assertThat(server.get("/v1/audit?q=" + "x".repeat(256)).status()).isEqualTo(200);
  }

  @Test
  void findsOneWithItsNeighbours() throws Exception {
    List<String> ids = server.get("/v1/audit?limit=3").json().findValuesAsText("id");
    Answer answer = server.get("/v1/audit/" + ids.get(1));
    JsonNode json = answer.json();
    assertThat(json.path("event").path("seq").asLong()).isEqualTo(99);
    assertThat(json.path("verification").toString())
        .isEqualTo(
            "{\"status\":\"ok\",\"checked\":[\"signature\",\"link_to_previous\",\"link_from_next\"],\"findings\":[]}");
    assertThat(json.path("previous_id").asText()).isEqualTo(ids.get(2));
    assertThat(json.path("next_id").asText()).isEqualTo(ids.get(0));
    assertThat(server.get("/v1/audit/" + ids.get(0)).json().path("next_id").isNull()).isTrue();
  }

  @Test
  void saysWhatIsNotThere() throws Exception {
    Answer answer = server.get("/v1/audit/evt_1");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.detail())
        .isEqualTo(
            "there is no event 'evt_1' in this log; ids look like evt_01HM5ZQ0000000000000000001");
    Answer path = server.get("/v2/audit");
    assertThat(path.status()).isEqualTo(404);
    assertThat(path.detail())
        .startsWith("there is no /v2/audit here; there are /healthz, /metrics,");
    Answer method = server.send(server.request("/v1/audit/stats").DELETE());
    assertThat(method.status()).isEqualTo(405);
    assertThat(method.header("Allow")).isEqualTo("GET");
    assertThat(method.detail()).isEqualTo("/v1/audit/stats does not take DELETE; it takes GET");
  }
}
