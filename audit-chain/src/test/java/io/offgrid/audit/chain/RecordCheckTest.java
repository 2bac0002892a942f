package io.offgrid.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RecordCheckTest {
  private static final String EVENT =
      "{\"type\":\"t\",\"user_id\":\"zoë \\\"z\\\"\",\"outcome\":\"failure\",\"severity\":\"warning\","
          + "\"source\":\"10.0.0.8\",\"target\":\"\\ud800\",\"details\":{\"a\":[1,{\"b\":\"c\"}]}}";

  @Test
  void aCopyOfARecordSaysWhatARealParserReadsInTheLine() {
    byte[] line = Recorded.json(EVENT).json().getBytes(StandardCharsets.UTF_8);

    RecordLine copy = copy(line);

    RecordLine parsed = RecordLine.parse(line, 0, line.length).orElseThrow();
    for (Member member : Member.values()) {
      assertThat(copy.text(member)).as(member.word()).isNotNull().isEqualTo(parsed.text(member));
    }
  }

  @Test
  void aCopyOfARecordIsTheExactLine() {
    byte[] line = Recorded.json(EVENT).json().getBytes(StandardCharsets.UTF_8);
    byte[] among = new byte[line.length + 20];
    System.arraycopy(line, 0, among, 10, line.length);
    RecordCheck check = new RecordCheck(KeyRing.of(Recorded.KEY));

    assertThat(check.check(among, 10, 10 + line.length, ChainHash.genesis("test"))).isTrue();
    RecordLine copy = check.record();
    Arrays.fill(among, (byte) ' ');

    assertThat(copy.json()).isEqualTo(new String(line, StandardCharsets.UTF_8));
  }

  private static RecordLine copy(byte[] line) {
    RecordCheck check = new RecordCheck(KeyRing.of(Recorded.KEY));
    assertThat(check.check(line, 0, line.length, ChainHash.genesis("test"))).isTrue();
    return check.record();
  }
}
