package io.offgrid.audit.chain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class HmacSha256Test {
  private static final HexFormat HEX = HexFormat.of();

  /** RFC 4231, test case 2. */
  @Test
  void agreesWithTheRfc() {
    HmacSha256 hmac = new HmacSha256("Jefe".getBytes(US_ASCII));
    byte[] code = new byte[32];
    byte[] message = "what do ya want for nothing?".getBytes(US_ASCII);
    hmac.update(message, 0, message.length);
    hmac.finish(code);
    assertThat(HEX.formatHex(code))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Test
  void agreesWithThePlatformForKeysAndMessagesOfAnyLength() throws GeneralSecurityException {
    Random random = new Random(3);
    for (int length = 1; length < 140; length++) {
      byte[] key = new byte[length];
      random.nextBytes(key);
      Mac platform = Mac.getInstance("HmacSHA256");
      platform.init(new SecretKeySpec(key, "HmacSHA256"));
      HmacSha256 ours = new HmacSha256(key);
      for (int i = 0; i < 5; i++) {
        byte[] message = new byte[random.nextInt(300)];
        random.nextBytes(message);
        int cut = random.nextInt(message.length + 1);
        byte[] code = new byte[32];
        ours.update(message, 0, cut);
        ours.update(message, cut, message.length);
        ours.finish(code);
        assertThat(code).isEqualTo(platform.doFinal(message));
      }
    }
  }

  @Test
  void writesAndRecognizesHexDigits() {
    Random random = new Random(5);
    byte[] bytes = new byte[32];
    for (int i = 0; i < 500; i++) {
      random.nextBytes(bytes);
      byte[] text = new byte[70];
      Hex.put(bytes, text, 3);
      assertThat(new String(text, 3, 64, US_ASCII)).isEqualTo(HEX.formatHex(bytes));
      assertThat(Hex.isAt(text, 3, bytes)).isTrue();
      text[3 + random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
      assertThat(Hex.isAt(text, 3, bytes)).isFalse();
    }
  }
}
