package io.offgrid.audit.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AmountsTest {
  @Test
  void countsInWords() {
    assertThat(Amounts.count(1, "event")).isEqualTo("1 event");
    assertThat(Amounts.count(0, "event")).isEqualTo("0 events");
    assertThat(Amounts.count(1234567, "event")).isEqualTo("1,234,567 events");
  }

  @Test
  void givesSizesInBinaryUnits() {
    assertThat(Amounts.bytes(1)).isEqualTo("1 byte");
    assertThat(Amounts.bytes(1023)).isEqualTo("1,023 bytes");
    assertThat(Amounts.bytes(1024)).isEqualTo("1.0 KiB");
    assertThat(Amounts.bytes(1024 * 1024 - 1)).isEqualTo("1.0 MiB");
    assertThat(Amounts.bytes(5L << 40)).isEqualTo("5.0 TiB");
  }

  @Test
  void givesSpansInOneUnit() {
    assertThat(Amounts.span(Duration.ofSeconds(-5))).isEqualTo("0 s");
    assertThat(Amounts.span(Duration.ofMillis(59_999))).isEqualTo("59 s");
    assertThat(Amounts.span(Duration.ofSeconds(60))).isEqualTo("1 min");
    assertThat(Amounts.span(Duration.ofSeconds(3599))).isEqualTo("59 min");
    assertThat(Amounts.span(Duration.ofHours(47))).isEqualTo("47 h");
    assertThat(Amounts.span(Duration.ofHours(49))).isEqualTo("2 d");
    assertThat(Amounts.span(Duration.ofDays(1234))).isEqualTo("1,234 d");
  }

  @Test
  void writesTimesAsRecordsDo() {
    assertThat(Amounts.timestamp(Instant.parse("2024-01-15T10:30:00Z")))
        .isEqualTo("2024-01-15T10:30:00.000000Z");
  }
}
