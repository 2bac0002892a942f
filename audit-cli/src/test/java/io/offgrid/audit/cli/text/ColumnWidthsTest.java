package io.offgrid.audit.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnWidthsTest {
  @Test
  void leavesColumnsThatFit() {
    assertThat(ColumnWidths.fit(new int[] {5, 10}, new int[] {5, 3}, 15)).containsExactly(5, 10);
  }

  @Test
  void takesFromTheWidestFirst() {
    assertThat(ColumnWidths.fit(new int[] {5, 10, 20}, new int[] {1, 1, 1}, 25))
        .containsExactly(5, 10, 10);
    assertThat(ColumnWidths.fit(new int[] {5, 10, 20}, new int[] {1, 1, 1}, 19))
        .containsExactly(5, 7, 7);
  }

  @Test
  void neverTakesWhatAColumnMustKeep() {
    assertThat(ColumnWidths.fit(new int[] {20, 8}, new int[] {20, 4}, 10)).containsExactly(20, 4);
  }
}
