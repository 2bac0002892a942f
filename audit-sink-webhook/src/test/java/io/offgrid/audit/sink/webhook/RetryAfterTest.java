package io.offgrid.audit.sink.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("1994-11-06T08:49:00Z");

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "120,120",
    "' 7 ',7",
    "007,7",
    "3600,3600",
    "3601,3600",
    "99999,3600",
    "99999999999,3600",
    "999999999999999999999999999,3600"
  })
  void takesSecondsUpToAnHour(String header, long seconds) {
    assertThat(RetryAfter.parse(header, NOW)).contains(Duration.ofSeconds(seconds));
  }

  /** The three of RFC 9110, section 5.6.7. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"
      })
  void takesDatesInEachForm(String header) {
    assertThat(RetryAfter.parse(header, NOW)).contains(Duration.ofSeconds(37));
  }

  @Test
  void takesADateThatHasPassedForNow() {
    assertThat(RetryAfter.parse("Sun, 06 Nov 1994 08:48:00 GMT", NOW)).contains(Duration.ZERO);
  }

  @Test
  void takesADateFarAwayForAnHour() {
    assertThat(RetryAfter.parse("Fri, 31 Dec 9999 23:59:59 GMT", NOW))
        .contains(Duration.ofHours(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-1", "1.5", "1e3", "soon", "10 s", "Sun, 06", "٣", "0x10"})
  void ignoresWhatIsNeither(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isEmpty();
  }

  @Test
  void ignoresWhatIsNotThere() {
    assertThat(RetryAfter.parse(null, NOW)).isEmpty();
  }
}
