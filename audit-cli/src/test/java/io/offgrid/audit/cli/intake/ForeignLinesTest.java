package io.offgrid.audit.cli.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignLinesTest {
  private static final ForeignLines LINES =
      new ForeignLines(
          new ForeignLines.Pointers(
              pointers("/name", "/alt/0/name"),
              pointers("/user/id", "/user/arn"),
              pointers("/ip"),
              pointers("/a~1b"),
              pointers("/error")),
          null);

  @Test
  void picksMembersAndKeepsTheWholeLineAsDetails() throws Exception {
    String line =
        "{\"name\":\"ConsoleLogin\",\"user\":{\"id\":null,\"arn\":\"arn:x\"},\"ip\":\"::1\","
            + "\"a/b\":\"t\",\"error\":\"Denied\",\"more\":[1,{\"x\":1e400}]}";

    assertThat(event(line))
        .isEqualTo(
            "{\"type\":\"console_login\",\"user_id\":\"arn:x\",\"source\":\"::1\",\"target\":\"t\","
                + "\"outcome\":\"failure\",\"details\":"
                + line
                + "}");
  }

  @Test
  void takesTheFirstPointerThatLeadsToSomething() throws Exception {
    assertThat(json("{\"name\":\"A\",\"alt\":[{\"name\":\"B\"}]}").at("/type").asText())
        .isEqualTo("a");
    assertThat(json("{\"alt\":[{\"name\":\"B\"}]}").at("/type").asText()).isEqualTo("b");
    assertThat(json("{\"name\":null,\"alt\":[{\"name\":\"B\"}]}").at("/type").asText())
        .isEqualTo("b");
    assertThat(json("{\"alt\":[]}").at("/type").asText()).isEqualTo("event");
  }

  @Test
  void callsItASuccessWhereNothingTellsOfAFailure() throws Exception {
    assertThat(json("{}").at("/outcome").asText()).isEqualTo("success");
    assertThat(json("{\"error\":null}").at("/outcome").asText()).isEqualTo("success");
    assertThat(json("{\"error\":false}").at("/outcome").asText()).isEqualTo("failure");
  }

  @Test
  void saysNothingOfAnOutcomeThatNobodyAskedFor() throws Exception {
    ForeignLines lines = new ForeignLines(none(), "deploy");

    assertThat(new String(lines.translate("{\"x\":1}".getBytes(UTF_8)).event(), UTF_8))
        .isEqualTo("{\"type\":\"deploy\",\"details\":{\"x\":1}}");
  }

  @Test
  void makesTextOfNumbersAndWords() throws Exception {
    JsonNode event = json("{\"user\":{\"id\":1001},\"ip\":true,\"a/b\":-1.50,\"name\":4624}");

    assertThat(event.at("/user_id").asText()).isEqualTo("1001");
    assertThat(event.at("/user_id").isTextual()).isTrue();
    assertThat(event.at("/source").asText()).isEqualTo("true");
    assertThat(event.at("/target").asText()).isEqualTo("-1.50");
    assertThat(event.at("/type").asText()).isEqualTo("x_4624");
  }

  @Test
  void leavesStringsAndObjectsAsTheyAreWritten() throws Exception {
    assertThat(event("{\"ip\":\"\\ud800\\u001b\",\"user\":{\"id\":{\"deep\":[1]}}}"))
        .contains("\"user_id\":{\"deep\":[1]},\"source\":\"\\ud800\\u001b\",");
  }

  @Test
  void takesTheFirstOfDoubledMembers() throws Exception {
    assertThat(json("{\"ip\":\"first\",\"ip\":\"second\"}").at("/source").asText())
        .isEqualTo("first");
    assertThat(json("{\"user\":{},\"user\":{\"id\":\"late\"}}").has("user_id")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1]|1|a JSON object is expected",
        "\"x\"|1|a JSON object is expected",
        "{} , \"user_id\":\"admin\"|4|",
        "{} {}|4|something follows the JSON object",
        "{}}|3|",
        "{\"a\":1,}|8|",
        "{'a':1}|2|",
        "{\"ä\":tru}|6|",
        "{\"a\":1|7|"
      })
  void refusesWhatIsNotOneObjectAndSaysWhere(String line, int column, @Nullable String reason) {
    BadLineException bad =
        catchThrowableOfType(BadLineException.class, () -> LINES.translate(line.getBytes(UTF_8)));

    assertThat(bad).isNotNull();
    assertThat(bad.getMessage()).contains(reason == null ? "not JSON: " : reason);
    assertThat(bad.column()).isBetween(column - 1, column + 3);
  }

  @Test
  void tellsHowFarTheLineMovedToTheRight() throws Exception {
    byte[] line = "{\"ip\":\"ä\"}".getBytes(UTF_8);
    LineTranslator.Translated translated = LINES.translate(line);

    assertThat(new String(translated.event(), UTF_8).substring(translated.shift()))
        .startsWith("{\"ip\":\"ä\"}");
  }

  @Test
  void readsDetailsOfAnyDepthThatTheLogReads() throws Exception {
    String line = "{\"a\":" + "[".repeat(900) + "]".repeat(900) + "}";

    assertThat(event(line)).endsWith(line + "}");
  }

  private static String event(String line) throws BadLineException {
    return new String(LINES.translate(line.getBytes(UTF_8)).event(), UTF_8);
  }

  private static JsonNode json(String line) throws Exception {
    return new ObjectMapper().readTree(event(line));
  }

  private static List<JsonPointer> pointers(String... texts) {
    return Arrays.stream(texts).map(JsonPointer::compile).toList();
  }

  private static ForeignLines.Pointers none() {
    return new ForeignLines.Pointers(List.of(), List.of(), List.of(), List.of(), List.of());
  }
}
