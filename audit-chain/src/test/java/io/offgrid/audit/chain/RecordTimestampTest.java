package io.offgrid.audit.chain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordTimestampTest {
  @ParameterizedTest
  @CsvSource({
    "2024-01-15T10:30:00Z, 2024-01-15T10:30:00.000000Z",
    "2024-02-29T23:59:59.999999999Z, 2024-02-29T23:59:59.999999Z",
    "1969-12-31T23:59:59.000001Z, 1969-12-31T23:59:59.000001Z",
    "0000-01-01T00:00:00Z, 0000-01-01T00:00:00.000000Z",
    "9999-12-31T23:59:59.9Z, 9999-12-31T23:59:59.900000Z",
  })
  void truncatesToSixDigits(Instant time, String text) {
    assertThat(RecordTimestamp.text(time)).isEqualTo(text);
  }

  @Test
  void agreesWithTheFormatterInAnyOrderOfTimes() {
    DateTimeFormatter formatter =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    Random random = new Random(3339);
    RecordTimestamp timestamps = new RecordTimestamp();
    Instant time = Instant.EPOCH;
    for (int i = 0; i < 5000; i++) {
      time =
          i % 3 == 0
              ? Instant.ofEpochSecond(random.nextLong(-60_000_000_000L, 250_000_000_000L))
              : time.plusNanos(random.nextInt(400_000_000));
      ByteBuilder out = new ByteBuilder(0);
      timestamps.append(out, time);
      assertThat(out.toByteArray()).asString(US_ASCII).isEqualTo(formatter.format(time));
    }
  }

  @Test
  void refusesYearsOfMoreDigits() {
    assertThatThrownBy(() -> RecordTimestamp.text(Instant.parse("+10000-01-01T00:00:00Z")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a record's year is 0 to 9999, not 10000");
  }
}
