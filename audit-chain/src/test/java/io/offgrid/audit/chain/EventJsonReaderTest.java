package io.offgrid.audit.chain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.InvalidEventException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventJsonReaderTest {
  private static final EventEncoder ENCODER = new EventEncoder(1 << 20, false);

  @Test
  void takesAllMembersInAnyOrder() {
    String given =
        "\n { \"user_id\" : \"u\", \"details\" : {}, \"target\":\"t\", \"severity\":\"critical\","
            + "\"source\":\"s\",\"type\":\"a.b_1\",\"outcome\":\"failure\" } \n";
    assertThat(Encoded.text(ENCODER.encodeJson(given.getBytes(UTF_8))))
        .isEqualTo(
            ",\"outcome\":\"failure\",\"severity\":\"critical\",\"source\":\"s\",\"target\":\"t\","
                + "\"type\":\"a.b_1\",\"user_id\":\"u\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | 1 | not JSON: the text is empty; give one object",
        "[1] | 1 | an event is one JSON object, not an array",
        "\"t\" | 1 | an event is one JSON object, not a string",
        "{} | 1 | the member \"type\" is missing: give what happened, as \"auth_success\"",
        "{\"user_id\":\"u\"} | 1 | the member \"type\" is missing: give what happened, as \"auth_success\"",
        "{\"type\":5} | 9 | the member \"type\" is a string, not a number",
        "{\"type\":null} | 9 | the member \"type\" is a string, not null",
        "{\"type\":\"Auth\"} | 9 | type \"Auth\" is not of the form [a-z][a-z0-9_.]{0,63}: use lower-case letters, digits, '_' and '.', beginning with a letter",
        "{\"type\":\"key_rotate\"} | 9 | type \"key_rotate\" is reserved: only the log itself writes it; choose another type",
        "{\"type\":\"t\",\"type\":\"t\"} | 13 | the member \"type\" is there twice; leave one out",
        "{\"type\":\"t\",\"details\":{},\"details\":{}} | 26 | the member \"details\" is there twice; leave one out",
        "{\"type\":\"t\",\"details\":[1]} | 23 | the member \"details\" is an object, not an array",
        "{\"type\":\"t\",\"details\":null} | 23 | the member \"details\" is an object, not null",
        "{\"type\":\"t\",\"userId\":1} | 13 | an event has no member \"userId\"; the nearest is \"user_id\", all are type, user_id, outcome, severity, source, target, details; put anything else into \"details\"",
        "{\"é\":1,\"targets\":1} | 2 | an event has no member \"é\"; the nearest is \"type\", all are type, user_id, outcome, severity, source, target, details; put anything else into \"details\"",
        "{\"\\u001b[2J\\ud800\":1} | 2 | an event has no member \"?[2J\uFFFD\"; the nearest is \"type\", all are type, user_id, outcome, severity, source, target, details; put anything else into \"details\"",
        "{\"id\":1} | 2 | the log itself makes the member \"id\"; leave it out",
        "{\"seq\":1} | 2 | the log itself makes the member \"seq\"; leave it out",
        "{\"timestamp\":1} | 2 | the log itself makes the member \"timestamp\"; leave it out",
        "{\"repairs\":1} | 2 | the log itself makes the member \"repairs\"; leave it out",
        "{\"key_id\":1} | 2 | the log itself makes the member \"key_id\"; leave it out",
        "{\"chain_hash\":1} | 2 | the log itself makes the member \"chain_hash\"; leave it out",
        "{\"signature\":1} | 2 | the log itself makes the member \"signature\"; leave it out",
        "{\"type\":\"t\"}x | 13 | not JSON: Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
        "{\"type\":\"t\"} {} | 14 | not JSON: there is more behind the value's end; give one value",
        "{\"user_id\":\"é\uD83D\uDE02\",'a':1} | 17 | not JSON: Unexpected character (''' (code 39)): was expecting double-quote to start field name",
        "{\"type\":\"t\",} | 13 | not JSON: Unexpected character ('}' (code 125)): was expecting double-quote to start field name",
        "{\"type\":\"t\" | 12 | not JSON: Unexpected end-of-input: expected close marker for Object",
        "{\"details\":{\"n\":NaN}} | 20 | not JSON: Non-standard token 'NaN'",
        "{\"details\":{\"n\":01}} | 18 | not JSON: Invalid numeric value: Leading zeroes not allowed",
        "{\"details\":{\"n\":1/**/}} | 18 | not JSON: Unexpected character ('/' (code 47))",
      })
  void refusesWithPlaceAndReason(String json, int column, String message) {
    assertThatThrownBy(() -> ENCODER.encodeJson(json.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            InvalidEventException.class,
            e -> {
              assertThat(e).hasMessage(message);
              assertThat(e.line()).isEqualTo(1);
              assertThat(e.column()).isEqualTo(column);
            });
  }

  @Test
  void countsLines() {
    assertThatThrownBy(() -> ENCODER.encodeJson("{\"type\":\"t\",\n\n \"seq\":1}".getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            InvalidEventException.class,
            e -> {
              assertThat(e.line()).isEqualTo(3);
              assertThat(e.column()).isEqualTo(2);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "'\u00ff', 14, 0xff",
    "'\u00c0\u0080', 14, 0xc0",
    "'\u00ed\u00a0\u0080', 14, 0xed",
    "'a\u00e2\u0082', 15, 0xe2",
    "'\u00f4\u0090\u0080\u0080', 14, 0xf4",
  })
  void refusesWhatIsNotUtf8(String bytes, int column, String shown) {
    byte[] json = ("{\"user_id\": \"" + bytes + "\"}").getBytes(ISO_8859_1);
    assertThatThrownBy(() -> ENCODER.encodeJson(json))
        .isInstanceOfSatisfying(
            InvalidEventException.class,
            e -> {
              assertThat(e).hasMessage("not JSON: the byte " + shown + " is not UTF-8");
              assertThat(e.line()).isEqualTo(1);
              assertThat(e.column()).isEqualTo(column);
            });
  }

  @Test
  void refusesUtf16AndByteOrderMarks() {
    String json = "{\"type\":\"t\"}";
    assertThatThrownBy(() -> ENCODER.encodeJson(json.getBytes(UTF_16LE)))
        .isInstanceOf(InvalidEventException.class);
    assertThatThrownBy(() -> ENCODER.encodeJson(("\uFEFF" + json).getBytes(UTF_8)))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith("not JSON: Unexpected character ");
  }

  @Test
  void refusesNumbersOfOverAThousandCharacters() {
    String thousand = "1".repeat(1000);
    assertThat(Encoded.text(Encoded.details(ENCODER, "{\"n\":" + thousand + "}")))
        .startsWith(",\"details\":{\"n\":\"" + thousand + "\"},\"repairs\":");
    String integer =
        "beyond the limits: Number value length (1001) exceeds the maximum allowed (1000)";
    assertNumberRefused(thousand + "1", integer);
    String own = "a number of over 1000 characters; give it as a string";
    assertNumberRefused("0." + thousand, own);
    assertNumberRefused("-1e" + "0".repeat(998), own);
  }

  private static void assertNumberRefused(String number, String message) {
    assertThatThrownBy(() -> Encoded.details(ENCODER, "{\"n\":" + number + "}"))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage(message);
  }

  @Test
  void refusesTextsOfOver16MiB() {
    assertThatThrownBy(() -> ENCODER.encodeJson(new byte[(16 << 20) + 1]))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage("an event's JSON text has at most 16777216 bytes, not 16777217");
  }
}
