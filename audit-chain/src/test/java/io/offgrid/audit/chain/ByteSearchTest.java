package io.offgrid.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteSearchTest {
  private final Random random = new Random(7);

  @Test
  void findsTheFirstNewlineAtEveryPlace() {
    for (int length = 0; length < 70; length++) {
      byte[] bytes = noise(length, 0x0B);
      assertThat(ByteSearch.newline(bytes, 0, length)).isEqualTo(-1);
      for (int at = length - 1; at >= 0; at--) {
        bytes[at] = '\n';
        assertThat(ByteSearch.newline(bytes, 0, length)).isEqualTo(at);
        assertThat(ByteSearch.newline(bytes, 0, at)).isEqualTo(-1);
        assertThat(ByteSearch.newline(bytes, at, length)).isEqualTo(at);
      }
    }
  }

  @Test
  void endsATextAtWhateverMustNotStandInIt() {
    for (byte end : new byte[] {'"', '\\', 0, '\n', 0x1F}) {
      for (int length = 0; length < 40; length++) {
        byte[] bytes = noise(length, ']');
        assertThat(ByteSearch.endOfText(bytes, 0, length)).isEqualTo(length);
        for (int at = length - 1; at >= 0; at--) {
          bytes[at] = end;
          assertThat(ByteSearch.endOfText(bytes, 0, length)).isEqualTo(at);
        }
      }
    }
  }

  @Test
  void findsTheLastOccurrenceOfAText() {
    BackwardSearch search = new BackwardSearch(",\"key_id\":\"");
    String line = ",\"key_id\":\"a,\"key_id\",\"key_id\":\"\"key_id\":\",\"key";
    for (int to = 0; to <= line.length(); to++) {
      for (int from = 0; from < to; from++) {
        int expected = line.substring(0, to).lastIndexOf(",\"key_id\":\"");
        assertThat(search.lastIndexIn(line.getBytes(StandardCharsets.US_ASCII), from, to))
            .isEqualTo(expected >= from ? expected : -1);
      }
    }
  }

  @Test
  void findsTheLastOccurrenceInAnyBytes() {
    BackwardSearch search = new BackwardSearch(",\"ab");
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(40); n > 0; n--) {
        text.append(",\"ab\u00ff".charAt(random.nextInt(5)));
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
      assertThat(search.lastIndexIn(bytes, 0, bytes.length)).isEqualTo(text.lastIndexOf(",\"ab"));
    }
  }

  @Test
  void seesAPatternWhereItStandsAndNowhereElse() {
    for (String text :
        new String[] {",\"seq\":", ",\"type\":", ",\"timestamp\":", "x".repeat(30)}) {
      BytePattern pattern = new BytePattern(text);
      byte[] exact = text.getBytes(StandardCharsets.US_ASCII);
      byte[] longer = (" " + text + " ".repeat(9)).getBytes(StandardCharsets.US_ASCII);
      assertThat(pattern.isAt(exact, 0, exact.length)).isTrue();
      assertThat(pattern.isAt(exact, 0, exact.length - 1)).isFalse();
      assertThat(pattern.isAt(exact, -1, exact.length)).isFalse();
      assertThat(pattern.isAt(longer, 1, longer.length)).isTrue();
      for (int i = 1; i <= exact.length; i++) {
        longer[i]++;
        assertThat(pattern.isAt(longer, 1, longer.length)).isFalse();
        longer[i]--;
      }
    }
  }

  /** Bytes from a lowest one up to 0xFF. */
  private byte[] noise(int length, int lowest) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) random.nextInt(lowest, 256);
    }
    return bytes;
  }
}
