package io.offgrid.audit.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {
  @Test
  void agreesWithASecondImplementationOnRandomValues() throws IOException {
    for (int seed = 0; seed < 4000; seed++) {
      String json = new RandomJson(new Random(seed)).object();
      String expected = new JsonCanonicalizer(json).getEncodedString();
      assertThat(canonicalize(json)).as("seed %s: %s", seed, json).isEqualTo(expected);
      assertThat(isCanonical(expected)).as("seed %s", seed).isTrue();
      assertThat(isCanonical(json)).as("seed %s", seed).isEqualTo(json.equals(expected));
    }
  }

  @Test
  void ordersMembersOfObjectsInObjectsInArrays() {
    assertThat(
            canonicalize(
                "{\"b\":[{\"z\":{\"d\":1,\"c\":2},\"y\":3},{\"x\":4}],\"a\":{\"q\":5,\"p\":6}}"))
        .isEqualTo("{\"a\":{\"p\":6,\"q\":5},\"b\":[{\"y\":3,\"z\":{\"c\":2,\"d\":1}},{\"x\":4}]}");
  }

  @Test
  void looksAtNothingButItsRange() {
    byte[] bytes = "xx{\"b\":1,\"a\":2}yy".getBytes(UTF_8);
    assertThat(CanonicalJson.canonicalize(bytes, 2, 13))
        .asString(UTF_8)
        .isEqualTo("{\"a\":2,\"b\":1}");
    assertThat(CanonicalJson.isCanonical("xx{\"a\":1}yy".getBytes(UTF_8), 2, 7)).isTrue();
  }

  @Test
  void takesAThousandLevelsOutOfOrderAroundALongValueInOneGo() {
    String text = "x".repeat(4 << 20);
    String given = "{\"b\":1,\"a\":".repeat(1000) + '"' + text + '"' + "}".repeat(1000);
    String canonical = "{\"a\":".repeat(1000) + '"' + text + '"' + ",\"b\":1}".repeat(1000);
    assertThat(canonicalize(given).equals(canonical)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,\"a\":2} | not I-JSON: /a#2: the name occurs twice in its object; give each member a name of its own",
        "{\"a\":[\"\\ud800\"]} | not I-JSON: /a/0: a lone surrogate is not a character; give well-formed text",
        "{\"\\ud800\":1} | not I-JSON: /\uFFFD: a lone surrogate in the name is not a character; give well-formed text",
        "[9007199254740992] | not I-JSON: /0: an integer beyond ±9007199254740991 is not the same to every reader; give it as a string",
        "[1e400] | not I-JSON: /0: the number is not a finite one that a double can hold; give it as a string",
        "[0.12345678901234567890123] | not I-JSON: /0: the number is not exactly a double; give it as a string or with fewer digits",
        "[1] 2 | not JSON: there is more behind the value's end; give one value (line 1, column 5)",
      })
  void refusesWhatIsNotIJson(String json, String message) {
    assertThatThrownBy(() -> canonicalize(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThat(isCanonical(json)).isFalse();
  }

  @Test
  void refusesAThousandAndOneLevels() {
    String thousand = "[".repeat(1000) + "]".repeat(1000);
    assertThat(canonicalize(thousand)).isEqualTo(thousand);
    assertThatThrownBy(() -> canonicalize("[" + thousand + "]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "beyond the limits: Document nesting depth (1001) exceeds the maximum allowed (1000)"
                + " (line 1, column 1002)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"b\":1,\"a\":2}",
        "{ \"a\":1}",
        "[1.0]",
        "[-0]",
        "[1E30]",
        "[\"\\/\"]",
        "[\"\\u0041\"]",
        "[\"\\u000A\"]",
        "nul",
        "`[1]\n`",
        "{\"a\":1"
      })
  void tellsWhatIsNotCanonical(String json) {
    assertThat(isCanonical(json)).isFalse();
  }

  private static String canonicalize(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    return new String(CanonicalJson.canonicalize(bytes, 0, bytes.length), UTF_8);
  }

  private static boolean isCanonical(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    return CanonicalJson.isCanonical(bytes, 0, bytes.length);
  }
}
