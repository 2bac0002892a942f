package io.offgrid.audit.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class VisibleTest {
  @Test
  void leavesOrdinaryTextAlone() {
    String text = "Grüße, 世界, \\ \"quoted\" é 😀";

    assertThat(Visible.oneLine(text)).isSameAs(text);
    assertThat(Visible.lines(text)).isSameAs(text);
  }

  @Test
  void showsWhatATerminalWouldObey() {
    assertThat(Visible.oneLine("a\u001b[31mred\u0007\r\n\tb\u007f"))
        .isEqualTo("a\\e[31mred\\x07\\r\\n\\tb\\x7f");
    assertThat(Visible.oneLine("\u009b2J\u0000")).isEqualTo("\\x9b2J\\x00");
  }

  @Test
  void showsWhatWouldReorderOrHideText() {
    assertThat(Visible.oneLine("user\u202egnp.exe")).isEqualTo("user\\u{202e}gnp.exe");
    assertThat(Visible.oneLine("a\u200bb\u2066c\ufeffd"))
        .isEqualTo("a\\u{200b}b\\u{2066}c\\u{feff}d");
    assertThat(Visible.oneLine("x\u2028y\u2029z")).isEqualTo("x\\u{2028}y\\u{2029}z");
    assertThat(Visible.oneLine("tag\udb40\udc41")).isEqualTo("tag\\u{e0041}");
    assertThat(Visible.oneLine("half\ud800")).isEqualTo("half\\u{d800}");
  }

  @Test
  void keepsLinesAndTheMeaningOfJson() {
    assertThat(Visible.lines("{\"a\":\"\u009b\u007f\u202e\"}\r\n\t[\udb40\udc41]"))
        .isEqualTo("{\"a\":\"\\u009b\\u007f\\u202e\"}\r\n\t[\\udb40\\udc41]");
  }

  @Test
  void passesOnBytesLineByLine() throws IOException {
    ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    try (VisibleOutputStream out = new VisibleOutputStream(terminal)) {
      out.write("ä\u009b\nrest\u001b".getBytes(StandardCharsets.UTF_8));
      assertThat(terminal.toString(StandardCharsets.UTF_8)).isEqualTo("ä\\u009b\n");
    }
    assertThat(terminal.toString(StandardCharsets.UTF_8)).isEqualTo("ä\\u009b\nrest\\u001b");
  }
}
