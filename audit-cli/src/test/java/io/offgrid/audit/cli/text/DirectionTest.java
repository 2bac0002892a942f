package io.offgrid.audit.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DirectionTest {
  @Test
  void isolatesWhatRunsFromRightToLeft() {
    assertThat(Direction.isolate("مرحبا 7")).isEqualTo("\u2068مرحبا 7\u2069");
    assertThat(Direction.isolate("user שלום")).isEqualTo("\u2068user שלום\u2069");
  }

  @Test
  void leavesTheRestAlone() {
    assertThat(Direction.isolate("Grüße 世界 😀 1.2.3.4")).isEqualTo("Grüße 世界 😀 1.2.3.4");
  }
}
