package io.offgrid.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EventTypesTest {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_.]{0,63}");

  @Test
  void aTypeIsALowerCaseWordOfUpTo64Characters() {
    assertThat(EventTypes.isWellFormed("a".repeat(64))).isTrue();
    assertThat(EventTypes.isWellFormed("a".repeat(65))).isFalse();
    assertThat(EventTypes.isWellFormed("")).isFalse();
  }

  @Test
  void everyCharacterCountsAsTheFormatSays() {
    for (char c = 0; c < 0x300; c++) {
      for (String type : new String[] {"" + c, "a" + c, "a" + c + "b"}) {
        assertThat(EventTypes.isWellFormed(type)).isEqualTo(FORM.matcher(type).matches());
      }
    }
  }
}
