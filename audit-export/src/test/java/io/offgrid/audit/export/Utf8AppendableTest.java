package io.offgrid.audit.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class Utf8AppendableTest {
  @Test
  void aPairThatIsSplitBetweenTwoBuffersStaysWhole() throws IOException {
    for (int before = 8180; before < 8200; before++) {
      String text = "x".repeat(before) + "😂é€" + "y".repeat(before) + "😂";
      assertThat(encoded(text)).isEqualTo(text);
      assertThat(encodedOneByOne(text)).isEqualTo(text);
    }
  }

  @Test
  void aLoneSurrogateBecomesAQuestionMark() throws IOException {
    assertThat(encoded("a\ud83db\ude02")).isEqualTo("a?b?");
    assertThat(encoded("x".repeat(8191) + "\ud83d")).isEqualTo("x".repeat(8191) + "?");
    assertThat(encoded("\ud83d")).isEqualTo("?");
  }

  @Test
  void appendsAPartOfAText() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Utf8Appendable text = new Utf8Appendable(out);
    text.append("abcdef", 2, 4).append(null).append('!').drain();
    assertThat(out.toString(UTF_8)).isEqualTo("cdnull!");
  }

  private static String encoded(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Utf8Appendable(out).append(text).drain();
    return out.toString(UTF_8);
  }

  private static String encodedOneByOne(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Utf8Appendable sink = new Utf8Appendable(out);
    for (int i = 0; i < text.length(); i++) {
      sink.append(text.charAt(i));
    }
    sink.drain();
    return out.toString(UTF_8);
  }
}
