package io.offgrid.audit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  @Test
  void letsNothingThatIsLoggedMoveTheCursor() {
    ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    Console.harmless(terminal).println("WARN the receiver said \u001b[2Jwörld");

    assertThat(terminal.toString(UTF_8)).isEqualTo("WARN the receiver said \\u001b[2Jwörld\n");
  }
}
