package io.offgrid.audit.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class CursorCodecTest {
  private static final String TEXT = "a key that is long enough for tests";
  private static final SigningKey KEY = SigningKey.parse(TEXT);
  private static final KeyRing RING = KeyRing.of(KEY);
  private static final byte[] HASH = ChainHash.of("line".getBytes(UTF_8), 0, 4);

  @Test
  void hasExactlyTheMembersOfTheFormatSignedWithoutItsSignature() throws Exception {
    byte[] line = CursorCodec.encode("siem", "ho\"st", 7, HASH, 12L, KEY);
    String unsigned =
        "{\"chain_hash\":\"%s\",\"key_id\":\"%s\",\"origin\":\"ho\\\"st\",\"seq\":7,%s\"sink\":\"siem\",\"until\":12}";
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(TEXT.getBytes(UTF_8), "HmacSHA256"));
    String hash = ChainHash.text(HASH);
    String signature =
        HexFormat.of()
            .formatHex(mac.doFinal(unsigned.formatted(hash, KEY.id(), "").getBytes(UTF_8)));
    String member = "\"signature\":\"hmac-sha256:" + signature + "\",";
    assertThat(new String(line, UTF_8))
        .isEqualTo(unsigned.formatted(hash, KEY.id(), member) + "\n");
  }

  @Test
  void isReadBackAsItWasWritten() {
    byte[] moving = CursorCodec.encode("siem", "host", 7, HASH, 12L, KEY);
    byte[] resting = CursorCodec.encode("siem", "ho\\st", 0, HASH, null, KEY);

    assertThat(CursorCodec.authentic(moving, "siem", RING))
        .contains(new SinkCursor("siem", "host", 7, ChainHash.text(HASH), 12L, KEY.id()));
    assertThat(CursorCodec.authentic(resting, "siem", RING))
        .contains(new SinkCursor("siem", "ho\\st", 0, ChainHash.text(HASH), null, KEY.id()));
  }

  @Test
  void noBitOfItMayChange() {
    byte[] line = CursorCodec.encode("siem", "host", 7, HASH, 12L, KEY);
    for (int i = 0; i < line.length * 8; i++) {
      byte[] changed = line.clone();
      changed[i / 8] ^= (byte) (1 << (i % 8));
      assertThat(CursorCodec.authentic(changed, "siem", RING)).as("bit %d", i).isEmpty();
    }
  }

  @Test
  void isOfItsOwnSinkAndOfAKeyOfTheRingOnly() {
    byte[] line = CursorCodec.encode("siem", "host", 7, HASH, null, KEY);
    KeyRing other = KeyRing.of(SigningKey.parse("another key that is long enough"));

    assertThat(CursorCodec.authentic(line, "siem-2", RING)).isEmpty();
    assertThat(CursorCodec.authentic(line, "siem", other)).isEmpty();
    assertThat(CursorCodec.authentic(new byte[0], "siem", RING)).isEmpty();
  }
}
