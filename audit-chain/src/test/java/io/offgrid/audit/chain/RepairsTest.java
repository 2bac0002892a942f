package io.offgrid.audit.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.InvalidEventException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a repair leaves in the record, to the letter. */
class RepairsTest {
  private static final EventEncoder ENCODER = new EventEncoder(1 << 20, false);
  private static final EventEncoder REFUSING = new EventEncoder(1 << 20, true);

  @Test
  void leavesStorableEventsAsTheyAre() {
    AuditEvent event =
        AuditEvent.builder("auth")
            .userId("ada \"é\" \uD83D\uDE02")
            .target("t\n")
            .detail("b", List.of(1, 2.5, true))
            .detail("a", Map.of())
            .build();
    String expected =
        ",\"details\":{\"a\":{},\"b\":[1,2.5,true]},\"target\":\"t\\n\",\"type\":\"auth\","
            + "\"user_id\":\"ada \\\"é\\\" \uD83D\uDE02\"";
    assertThat(Encoded.text(ENCODER.encode(event))).isEqualTo(expected);
    assertThat(Encoded.text(REFUSING.encode(event))).isEqualTo(expected);
  }

  @Test
  void storesNumbersOfJavaAsTextWhenADoubleCannotHoldThem() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("a", Long.MAX_VALUE);
    details.put("b", new BigInteger("-9214364837600034816"));
    details.put("c", new BigDecimal("1E+400"));
    details.put("d", Double.NaN);
    details.put("e", 0.1f);
    details.put("f", new AtomicLong(7));
    details.put("g", new BigDecimal("1.50"));
    AuditEvent event = AuditEvent.builder("t").details(details).build();
    assertThat(Encoded.text(ENCODER.encode(event)))
        .isEqualTo(
            ",\"details\":{\"a\":\"9223372036854775807\",\"b\":\"-9214364837600034816\","
                + "\"c\":\"1E+400\",\"d\":\"NaN\",\"e\":0.10000000149011612,\"f\":7,\"g\":1.5},"
                + "\"repairs\":[\"/details/a: stored as text, beyond ±9007199254740991\","
                + "\"/details/b: stored as text, beyond ±9007199254740991\","
                + "\"/details/c: stored as text, not a finite number\","
                + "\"/details/d: stored as text, not a finite number\"],\"type\":\"t\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"s\":\"\\ud800\\ud800x\\udc00\\ud83d\\ude02\"} | {\"s\":\"\uFFFD\uFFFDx\uFFFD\uD83D\uDE02\"}"
            + " | \"/details/s: lone surrogate replaced by U+FFFD\"",
        "{\"\\udc00\":\"\\ud800\"} | {\"\uFFFD\":\"\uFFFD\"} |"
            + " \"/details/\uFFFD: name repaired, lone surrogate replaced by U+FFFD\","
            + "\"/details/\uFFFD: lone surrogate replaced by U+FFFD\"",
        "{\"\\udc00\":1,\"\\udc01\":2} | {\"\uFFFD\":1,\"\uFFFD#2\":2} |"
            + " \"/details/\uFFFD: name repaired, lone surrogate replaced by U+FFFD\","
            + "\"/details/\uFFFD#2: name repaired, lone surrogate replaced by U+FFFD, and renamed, the name was taken\"",
        "{\"b\":1,\"a\":2,\"b\":3,\"a\":1e400} | {\"a\":2,\"a#2\":\"1e400\",\"b\":1,\"b#2\":3} |"
            + " \"/details/b#2: renamed, the name was taken\","
            + "\"/details/a#2: renamed, the name was taken\","
            + "\"/details/a#2: stored as text, not a finite number\"",
        "{\"a#2\":1,\"a\":2,\"a\":3,\"a\":4,\"a#2\":5} |"
            + " {\"a\":2,\"a#2\":1,\"a#2#2\":5,\"a#3\":3,\"a#4\":4} |"
            + " \"/details/a#3: renamed, the name was taken\","
            + "\"/details/a#4: renamed, the name was taken\","
            + "\"/details/a#2#2: renamed, the name was taken\"",
        "{\"~/\":[{\"\":0.12345678901234567890123}]} |"
            + " {\"~/\":[{\"\":\"0.12345678901234567890123\"}]} |"
            + " \"/details/~0~1/0/: stored as text, not exactly a double\"",
      })
  void namesTheStoredValueAndWhatWasDone(String input, String stored, String lines) {
    assertThat(Encoded.text(Encoded.details(ENCODER, input)))
        .isEqualTo(",\"details\":" + stored + ",\"repairs\":[" + lines + "],\"type\":\"t\"");
  }

  @Test
  void renamesAlsoAmongManyNames() {
    StringBuilder given = new StringBuilder("{");
    for (char c = 'z'; c >= 'a'; c--) {
      given.append("\"").append(c).append("\":1,");
    }
    String members =
        Encoded.text(
            Encoded.details(
                ENCODER, given + "\"b#3\":1,\"b\":2,\"b\":3,\"b\":4,\"b#3\":5,\"A\":6,\"A\":7}"));
    assertThat(members)
        .startsWith(
            ",\"details\":{\"A\":6,\"A#2\":7,\"a\":1,\"b\":1,\"b#2\":2,\"b#3\":1,\"b#3#2\":5,\"b#4\":3,\"b#5\":4,\"c\":1,")
        .endsWith("\"/details/A#2: renamed, the name was taken\"],\"type\":\"t\"");
  }

  @Test
  void makesTextOfWhatIsTooDeepAndRepairsInItWithoutALine() {
    String deep = "{\"b\":1e400,\"a\":[\"\\\"\\u0001\\ud800\"],\"b\":{\"z\":1,\"y\":2}}";
    String given = "{\"x\":" + "[".repeat(31) + deep + ",9007199254740992" + "]".repeat(31) + "}";
    String text =
        "\"{\\\"a\\\":[\\\"\\\\\\\"\\\\u0001\uFFFD\\\"],\\\"b\\\":\\\"1e400\\\","
            + "\\\"b#2\\\":{\\\"y\\\":2,\\\"z\\\":1}}\"";
    String stored =
        "{\"x\":" + "[".repeat(31) + text + ",\"9007199254740992\"" + "]".repeat(31) + "}";
    String pointer = "/details/x" + "/0".repeat(30);
    assertThat(Encoded.text(Encoded.details(ENCODER, given)))
        .isEqualTo(
            ",\"details\":"
                + stored
                + ",\"repairs\":[\""
                + pointer
                + "/0: stored as text, nested over 32 deep\",\""
                + pointer
                + "/1: stored as text, beyond ±9007199254740991\"],\"type\":\"t\"");
  }

  @Test
  void keepsThirtyTwoLevels() {
    String given = "{\"x\":" + "[".repeat(31) + "]".repeat(31) + "}";
    assertThat(Encoded.text(Encoded.details(ENCODER, given)))
        .isEqualTo(",\"details\":" + given + ",\"type\":\"t\"");
  }

  @Test
  void cutsTextsOutsideTheDetailsWithoutSplittingAPair() {
    AuditEvent event =
        AuditEvent.builder("t")
            .userId("u".repeat(1024))
            .source("s".repeat(1023) + "\uD83D\uDE02" + "s".repeat(10))
            .target("\uD800" + "t".repeat(9999))
            .build();
    assertThat(Encoded.text(ENCODER.encode(event)))
        .isEqualTo(
            ",\"repairs\":[\"/source: cut after 1023 of 1035 characters\","
                + "\"/target: cut after 1024 of 10000 characters\","
                + "\"/target: lone surrogate replaced by U+FFFD\"],\"source\":\""
                + "s".repeat(1023)
                + "\",\"target\":\"\uFFFD"
                + "t".repeat(1023)
                + "\",\"type\":\"t\",\"user_id\":\""
                + "u".repeat(1024)
                + "\"");
  }

  @Test
  void leavesOutWordsAndTextsThatAreNone() {
    String given =
        "{\"user_id\":{\"b\":[1],\"a\":\"\\ud800\"},\"outcome\":\"Success\",\"type\":\"t\","
            + "\"severity\":3,\"source\":null,\"target\":[\""
            + "x".repeat(99)
            + "\"]}";
    assertThat(Encoded.text(ENCODER.encodeJson(given.getBytes(UTF_8))))
        .isEqualTo(
            ",\"repairs\":[\"/user_id: left out, not a string: {\\\"a\\\":\\\"\uFFFD\\\",\\\"b\\\":[1]}\","
                + "\"/outcome: left out, not one of success, failure: \\\"Success\\\"\","
                + "\"/severity: left out, not one of info, warning, critical: 3\","
                + "\"/source: left out, not a string: null\","
                + "\"/target: left out, not a string: [\\\""
                + "x".repeat(61)
                + "…\"],"
                + "\"type\":\"t\"");
  }

  @Test
  void keepsRepairLinesInTheOrderOfTheText() {
    String given = "{\"target\":1,\"details\":{\"n\":1e400},\"type\":\"t\",\"user_id\":2}";
    assertThat(Encoded.text(ENCODER.encodeJson(given.getBytes(UTF_8))))
        .isEqualTo(
            ",\"details\":{\"n\":\"1e400\"},\"repairs\":[\"/target: left out, not a string: 1\","
                + "\"/details/n: stored as text, not a finite number\","
                + "\"/user_id: left out, not a string: 2\"],\"type\":\"t\"");
  }

  @Test
  void writesThirtyTwoLinesAndCountsTheRest() {
    String thirtyTwo = "1e400,".repeat(31) + "1e400";
    assertThat(Encoded.text(Encoded.details(ENCODER, "{\"a\":[" + thirtyTwo + "]}")))
        .endsWith("/details/a/31: stored as text, not a finite number\"],\"type\":\"t\"");
    String given =
        "{\"user_id\":1,\"details\":{\"a\":[" + thirtyTwo + "]},\"target\":2,\"type\":\"t\"}";
    assertThat(Encoded.text(ENCODER.encodeJson(given.getBytes(UTF_8))))
        .contains("\"repairs\":[\"/user_id: left out, not a string: 1\",\"/details/a/0: ")
        .endsWith(
            "\"/details/a/30: stored as text, not a finite number\",\"and 2 more\"],\"type\":\"t\"");
  }

  @Test
  void cutsLongRepairLinesWithoutSplittingAPair() {
    String name = "x".repeat(245) + "\uD83D\uDE02".repeat(9);
    String members = Encoded.text(Encoded.details(ENCODER, "{\"" + name + "\":1e400}"));
    assertThat(members)
        .endsWith(",\"repairs\":[\"/details/" + "x".repeat(245) + "…\"],\"type\":\"t\"");
    String shorter = "x".repeat(214);
    assertThat(Encoded.text(Encoded.details(ENCODER, "{\"" + shorter + "\":1e400}")))
        .contains("[\"/details/" + shorter + ": stored as text, not a finite n…\"]");
  }

  @Test
  void replacesDetailsThatMakeTheLineTooLong() {
    EventEncoder small = new EventEncoder(65_536, false);
    String details = "{\"a\":\"1e400\",\"b\":\"" + "x".repeat(70_000) + "\"}";
    String given =
        "{\"target\":7,\"details\":{\"b\":\""
            + "x".repeat(70_000)
            + "\",\"a\":1e400},\"source\":8,\"type\":\"t\"}";
    String hash = ChainHash.text(ChainHash.of(details.getBytes(UTF_8), 0, details.length()));
    assertThat(Encoded.text(small.encodeJson(given.getBytes(UTF_8))))
        .isEqualTo(
            ",\"details\":{\"omitted_bytes\":70020,\"sha256\":\""
                + hash
                + "\"},\"repairs\":[\"/target: left out, not a string: 7\","
                + "\"/details: left out, 70020 bytes make the line too long\","
                + "\"/source: left out, not a string: 8\"],\"type\":\"t\"");
  }

  @Test
  void keepsDetailsThatJustFit() {
    EventEncoder small = new EventEncoder(65_536, false);
    int room = 65_536 - (Encoded.details(small, "{\"a\":\"\"}").size() - 1);
    EncodedEvent full = Encoded.details(small, "{\"a\":\"" + "x".repeat(room) + "\"}");
    assertThat(full.size()).isEqualTo(65_537);
    assertThat(Encoded.text(full)).doesNotContain("omitted_bytes");
    assertThat(Encoded.text(Encoded.details(small, "{\"a\":\"" + "x".repeat(room + 1) + "\"}")))
        .contains("omitted_bytes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"details\":{\"n\":1e400} | 28 | /details/n: the number is not a finite one that a double can hold; give it as a string",
        "\"user_id\":1 | 23 | /user_id: not a string; leave the member out or correct it",
        "\"outcome\":\"maybe\" | 23 | /outcome: not one of success, failure; leave the member out or correct it",
        "\"source\":\"\\ud800\" | 22 | /source: a lone surrogate is not a character; give well-formed text",
        "\"details\":{\"a\":1,\"a\":2} | 30 | /details/a#2: the name occurs twice in its object; give each member a name of its own",
      })
  void refusesWithPlaceAndReasonWhenRepairsAreNotWanted(String member, int column, String message) {
    String json = "{\"type\":\"t\"," + member + "}";
    assertThatThrownBy(() -> REFUSING.encodeJson(json.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            InvalidEventException.class,
            e -> {
              assertThat(e).hasMessage(message);
              assertThat(e.line()).isEqualTo(1);
              assertThat(e.column()).isEqualTo(column);
            });
  }

  @Test
  void refusesLongTextsAndLinesWhenRepairsAreNotWanted() {
    AuditEvent longText = AuditEvent.builder("t").userId("u".repeat(1025)).build();
    assertThatThrownBy(() -> REFUSING.encode(longText))
        .hasMessage("/user_id: 1025 characters are more than 1024; give a shorter text");
    AuditEvent longLine = AuditEvent.builder("t").detail("a", "x".repeat(1 << 20)).build();
    assertThatThrownBy(() -> REFUSING.encode(longLine))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage(
            "/details: 1048584 bytes make the line longer than the 1048576 bytes allowed;"
                + " give less, or raise max_event_bytes");
  }

  @Test
  void writesTheLogsOwnRecords() {
    Map<String, @Nullable Object> details = new LinkedHashMap<>();
    details.put("seq", null);
    details.put("count", 2);
    assertThat(Encoded.text(EventEncoder.own("integrity_failure", "ops", details)))
        .isEqualTo(
            ",\"details\":{\"count\":2,\"seq\":null},\"type\":\"integrity_failure\",\"user_id\":\"ops\"");
    assertThat(Encoded.text(EventEncoder.own("log_recovery", null, Map.of())))
        .isEqualTo(",\"type\":\"log_recovery\"");
    assertThatThrownBy(() -> EventEncoder.own("auth", null, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("type auth is for callers to record");
  }
}
