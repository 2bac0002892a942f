package io.offgrid.audit.chain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ByteBuilderTest {
  @Test
  void appendsWhateverALineIsMadeOf() {
    ByteBuilder out = new ByteBuilder(0);
    out.appendAscii("a")
        .append('b')
        .append(new byte[] {'c'})
        .append("xdx".getBytes(US_ASCII), 1, 1);
    out.append(' ').appendHex(new byte[] {0, 0x1f, (byte) 0xab, -1});
    out.append(' ').appendDigits(7, 3).append(' ').appendDecimal(0).append(' ');
    out.appendDecimal(Long.MAX_VALUE).append(' ').appendDecimal(Long.MIN_VALUE);
    assertThat(out.toByteArray())
        .asString(US_ASCII)
        .isEqualTo("abcd 001fabff 007 0 9223372036854775807 -9223372036854775808");
  }

  @Test
  void cutsBackAndTakesInWhatWasPutBehindTheEnd() {
    ByteBuilder out = new ByteBuilder(4).appendAscii("abcd");
    out.setLength(1);
    assertThat(out.toByteArray()).asString(US_ASCII).isEqualTo("a");
    out.ensureRoom(2).array()[1] = 'x';
    out.setLength(2);
    assertThat(out.toByteArray()).asString(US_ASCII).isEqualTo("ax");
    out.reset();
    assertThat(out.length()).isZero();
    assertThatThrownBy(() -> out.setLength(5)).hasMessage("length 5 is not from 0 to 4");
    assertThatThrownBy(() -> out.setLength(-1)).hasMessage("length -1 is not from 0 to 4");
  }
}
