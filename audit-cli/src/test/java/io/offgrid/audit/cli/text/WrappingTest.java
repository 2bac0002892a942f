package io.offgrid.audit.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrappingTest {
  @Test
  void breaksAtSpaces() {
    assertThat(Wrapping.lines("one two three four", 9, 9))
        .containsExactly("one two", "three", "four");
    assertThat(Wrapping.lines("one two", 7, 9)).containsExactly("one two");
  }

  @Test
  void breaksWithinAWordThatIsTooLong() {
    assertThat(Wrapping.lines("abcdefgh ij", 3, 9)).containsExactly("abc", "def", "gh", "ij");
    assertThat(Wrapping.lines("世界世界", 5, 9)).containsExactly("世界", "世界");
  }

  @Test
  void cutsTheLastLine() {
    assertThat(Wrapping.lines("one two three four", 5, 2)).containsExactly("one", "two …");
  }

  @Test
  void leavesTextAloneWhereThereIsNoScreen() {
    assertThat(Wrapping.lines("one two", RecordTable.UNLIMITED, 1)).containsExactly("one two");
  }
}
