package io.offgrid.audit.cli.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LineSourceTest {
  @Test
  void partsLinesAtNewlines() throws IOException {
    assertThat(texts("a\n\nb\r\nc")).containsExactly("1:a", "2:", "3:b\r", "4:c");
    assertThat(texts("a\n")).containsExactly("1:a");
    assertThat(texts("")).isEmpty();
    assertThat(texts("\n")).containsExactly("1:");
  }

  @Test
  void leavesOutAByteOrderMark() throws IOException {
    assertThat(texts("\ufeff{}\n\ufeff")).containsExactly("1:{}", "2:\ufeff");
    assertThat(texts("\ufeff")).containsExactly("1:");
  }

  @Test
  void joinsLinesThatAreLongerThanItsBuffer() throws IOException {
    String text = "x".repeat(200_000);

    assertThat(texts("a\n" + text + "\nb")).containsExactly("1:a", "2:" + text, "3:b");
  }

  @Test
  void passesOverALineThatIsTooLongAndGoesOn() throws IOException {
    InputStream long1 = new ByteArrayInputStream(new byte[LineSource.LONGEST + 1]);
    InputStream rest = new ByteArrayInputStream("\nnext\n".getBytes(UTF_8));
    LineSource lines = new LineSource(new SequenceInputStream(long1, rest));

    LineSource.Line tooLong = Objects.requireNonNull(lines.next());
    assertThat(tooLong.tooLong()).isTrue();
    assertThat(tooLong.isBlank()).isFalse();
    LineSource.Line next = Objects.requireNonNull(lines.next());
    assertThat(next.tooLong()).isFalse();
    assertThat(new String(next.bytes(), UTF_8)).isEqualTo("next");
    assertThat(next.number()).isEqualTo(2);
  }

  @Test
  void takesTheLongestLineThereMayBe() throws IOException {
    InputStream longest = new ByteArrayInputStream(new byte[LineSource.LONGEST]);
    LineSource.Line line = Objects.requireNonNull(new LineSource(longest).next());

    assertThat(line.tooLong()).isFalse();
    assertThat(line.bytes()).hasSize(LineSource.LONGEST);
  }

  @Test
  void knowsABlankLine() {
    assertThat(new LineSource.Line(1, " \t\r".getBytes(UTF_8), false).isBlank()).isTrue();
    assertThat(new LineSource.Line(1, " x".getBytes(UTF_8), false).isBlank()).isFalse();
  }

  private static List<String> texts(String input) throws IOException {
    LineSource lines = new LineSource(new ByteArrayInputStream(input.getBytes(UTF_8)));
    List<String> texts = new ArrayList<>();
    for (LineSource.Line line = lines.next(); line != null; line = lines.next()) {
      texts.add(line.number() + ":" + new String(line.bytes(), UTF_8));
    }
    return texts;
  }
}
