package io.offgrid.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestStepTest {
  @Test
  void tookAsLongAsTheSinkSays() {
    assertThat(TestStep.of("connected to 127.0.0.1:514 in 2 ms", 99))
        .isEqualTo(new TestStep("connected to 127.0.0.1:514", 2));
  }

  @Test
  void tookAsLongAsWasWaitedForItOtherwise() {
    assertThat(TestStep.of("sent 372 bytes in 2 msg", 99))
        .isEqualTo(new TestStep("sent 372 bytes in 2 msg", 99));
  }
}
