package io.offgrid.audit.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Random;
import org.erdtman.jcs.NumberToJSON;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonNumbersTest {
  @Test
  void printsDoublesAsTheSecondImplementationDoes() throws IOException {
    Random random = new Random(8785);
    for (int i = 0; i < 20_000; i++) {
      double value =
          i % 2 == 0
              ? Double.longBitsToDouble(random.nextLong())
              : random.nextInt(100_000) / Math.pow(10, random.nextInt(12));
      boolean literal = Math.abs(value) >= 0x1p53 && Math.abs(value) < 1e21;
      if (!Double.isNaN(value) && !Double.isInfinite(value) && !literal) {
        String expected = NumberToJSON.serializeNumber(value);
        assertThat(print(value)).isEqualTo(expected);
        assertThat(print(expected)).isEqualTo(expected);
        assertThat(print(new BigDecimal(expected).toString())).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "-0.0, 0",
    "0e99999999999999999999, 0",
    "-0.000e-5, 0",
    "1.50, 1.5",
    "100e-2, 1",
    "0.1e1, 1",
    "1E2, 100",
    "1e+2, 100",
    "0.000001, 0.000001",
    "1e-7, 1e-7",
    "0.00000010, 1e-7",
    "1e21, 1e+21",
    "1000000000000000000000, 1e+21",
    "5e-324, 5e-324",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "123456789012345, 123456789012345",
    "1234567890123456, 1234567890123456",
    "9007199254740991, 9007199254740991",
    "-9007199254740991.000, -9007199254740991",
  })
  void keepsWhatIsExactlyADouble(String number, String expected) {
    assertThat(print(number)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "9007199254740992, 9007199254740992, beyond ±9007199254740991",
    "-9007199254740993.0, -9007199254740993, beyond ±9007199254740991",
    "1e16, 10000000000000000, beyond ±9007199254740991",
    "-1e20, -100000000000000000000, beyond ±9007199254740991",
    "9007199254740992.5, 9007199254740992.5, beyond ±9007199254740991",
    "9007199254740991.5, 9007199254740991.5, beyond ±9007199254740991",
    "999999999999999999999, 999999999999999999999, not exactly a double",
    "9.99999999999999999999e20, 999999999999999999999, not exactly a double",
    "1000000000000000000001, 1000000000000000000001, not exactly a double",
    "1.2345678901234567890123e30, 1.2345678901234567890123e30, not exactly a double",
    "0.12345678901234567890123, 0.12345678901234567890123, not exactly a double",
    "333333333.33333329, 333333333.33333329, not exactly a double",
    "4.9e-324, 4.9e-324, not exactly a double",
    "1e-400, 1e-400, not exactly a double",
    "1e-99999999999999999999, 1e-99999999999999999999, not exactly a double",
    "1e400, 1e400, not a finite number",
    "-1E999999999999999999999, -1E999999999999999999999, not a finite number",
    "1/2, 1/2, not a finite number",
  })
  void storesAnyOtherAsText(String number, String expected, String why) {
    ByteBuilder out = new ByteBuilder(4);
    String done = JsonNumbers.append(out, number).map(Repair::done).orElse("");
    assertThat(out.toByteArray()).asString(UTF_8).isEqualTo('"' + expected + '"');
    assertThat(done).isEqualTo("stored as text, " + why);
  }

  @ParameterizedTest
  @CsvSource({
    "9007199254740991, 9007199254740991",
    "-9007199254740992, \"-9007199254740992\"",
    "9223372036854775807, \"9223372036854775807\"",
    "-9223372036854775808, \"-9223372036854775808\"",
  })
  void printsLongs(long value, String expected) {
    ByteBuilder out = new ByteBuilder(0);
    assertThat(JsonNumbers.append(out, value).isPresent()).isEqualTo(expected.startsWith("\""));
    assertThat(out.toByteArray()).asString(UTF_8).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, \"NaN\"",
    "-Infinity, \"-Infinity\"",
    "9007199254740992, \"9007199254740992\"",
    "-1e20, \"-100000000000000000000\"",
    "1e21, 1e+21",
    "-0.0, 0",
  })
  void printsCornersOfTheDoubles(double value, String expected) {
    assertThat(print(value)).isEqualTo(expected);
  }

  private static String print(double value) {
    ByteBuilder out = new ByteBuilder(8);
    boolean repaired = JsonNumbers.append(out, value).isPresent();
    String text = new String(out.toByteArray(), UTF_8);
    assertThat(repaired).isEqualTo(text.startsWith("\""));
    return text;
  }

  private static String print(String number) {
    ByteBuilder out = new ByteBuilder(8);
    assertThat(JsonNumbers.append(out, number)).isEmpty();
    return new String(out.toByteArray(), UTF_8);
  }
}
