package io.offgrid.audit.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DisplayWidthTest {
  @Test
  void countsColumnsNotCharacters() {
    assertThat(DisplayWidth.of("abc")).isEqualTo(3);
    assertThat(DisplayWidth.of("世界")).isEqualTo(4);
    assertThat(DisplayWidth.of("e\u0301")).isEqualTo(1);
    assertThat(DisplayWidth.of("😀")).isEqualTo(2);
  }

  @Test
  void abbreviatesToTheColumnsThatThereAre() {
    assertThat(DisplayWidth.abbreviate("abcdef", 6)).isEqualTo("abcdef");
    assertThat(DisplayWidth.abbreviate("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(DisplayWidth.abbreviate("世界世界", 6)).isEqualTo("世界…");
    assertThat(DisplayWidth.abbreviate("😀😀😀", 4)).isEqualTo("😀…");
    assertThat(DisplayWidth.abbreviate("abc", 0)).isEmpty();
  }

  @Test
  void padsToColumns() {
    assertThat(DisplayWidth.pad("世", 4)).isEqualTo("世  ");
    assertThat(DisplayWidth.pad("long", 2)).isEqualTo("long");
  }

  @Test
  void knowsWideNarrowAndJoiningCharacters() {
    assertThat(DisplayWidth.of("世ｱ￥한⚡✅🧑🫠𠀀")).isEqualTo(2 + 1 + 2 + 2 + 2 + 2 + 2 + 2 + 2);
    assertThat(DisplayWidth.of("שָׁלוֹם")).isEqualTo(4);
    assertThat(DisplayWidth.of("\u1112\u1161\u11ab")).isEqualTo(2);
    assertThat(DisplayWidth.of("ก็")).isEqualTo(1);
    assertThat(DisplayWidth.of("é…ä")).isEqualTo(3);
    assertThat(DisplayWidth.of("\u2068مرحبا\u2069")).isEqualTo(5);
  }
}
