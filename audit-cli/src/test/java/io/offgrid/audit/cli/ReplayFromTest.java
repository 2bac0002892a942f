package io.offgrid.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

class ReplayFromTest {
  private final ReplayFrom.Converter converter = new ReplayFrom.Converter();

  @Test
  void isANumberWhereThereAreDigitsAlone() {
    assertThat(converter.convert("2024")).isEqualTo(new ReplayFrom.Seq(2024));
  }

  @Test
  void isElseATimeAsShowTakesIt() {
    assertThat(converter.convert("2024-01-15"))
        .isEqualTo(new ReplayFrom.Time(Instant.parse("2024-01-15T00:00:00Z")));
    assertThat(converter.convert("24h")).isInstanceOf(ReplayFrom.Time.class);
  }

  @ParameterizedTest
  @CsvSource({
    "99999999999999999999, is no seq: it is too large",
    "-3, is neither a seq nor a time; write 2024-01-15T10:30:00Z",
    "last, is neither a seq nor a time; write 2024-01-15T10:30:00Z"
  })
  void isNothingElse(String text, String message) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageStartingWith("'" + text + "' " + message);
  }
}
