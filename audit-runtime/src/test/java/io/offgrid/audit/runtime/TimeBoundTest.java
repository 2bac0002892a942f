package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeBoundTest {
  private static final Instant NOW = Instant.parse("2024-03-10T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "90s, 2024-03-10T11:58:30Z",
    "15m, 2024-03-10T11:45:00Z",
    "24h, 2024-03-09T12:00:00Z",
    "7d, 2024-03-03T12:00:00Z",
    "2w, 2024-02-25T12:00:00Z",
    "0s, 2024-03-10T12:00:00Z",
    "999999999w, 0001-01-01T00:00:00Z",
    "2024-01-15T10:30:00Z, 2024-01-15T10:30:00Z",
    "2024-01-15t10:30:00.123456z, 2024-01-15T10:30:00.123456Z",
    "2024-01-15T10:30:00+02:00, 2024-01-15T08:30:00Z"
  })
  void readsAnInstant(String text, Instant expected) {
    assertThat(TimeBound.parse(text, NOW)).isEqualTo(new TimeBound(expected, expected));
  }

  @Test
  void readsADateAsThatWholeDay() {
    assertThat(TimeBound.parse("2024-02-29", NOW))
        .isEqualTo(
            new TimeBound(
                Instant.parse("2024-02-29T00:00:00Z"), Instant.parse("2024-03-01T00:00:00Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2024-02-30",
        "2023-02-29",
        "2024-1-5",
        "7",
        "7D",
        "-7d",
        "7d ",
        "1y",
        "2024-01-15T10:30:00",
        "2024-01-15 10:30:00Z",
        "2024-13-01T00:00:00Z",
        "٧d",
        "1234567890s"
      })
  void refusesWhatIsNoTime(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeBound.parse(text, NOW))
        .withMessage(
            "'"
                + text
                + "' is not a time; write 2024-01-15T10:30:00Z, 2024-01-15, or how long ago:"
                + " 90s, 15m, 24h, 7d, 2w");
  }
}
