package io.offgrid.audit.chain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.Head;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadCodecTest {
  private static final String TIME = "2024-01-15T10:00:12.000084Z";
  private static final SigningKey KEY = Vectors.keys().keys().get(0);

  @ParameterizedTest
  @ValueSource(strings = {"intact", "empty", "key_rotated", "pruned", "set_aside", "torn_tail"})
  void makesAndReadsTheHeadsOfTheVectors(String log) {
    byte[] bytes = Vectors.bytes("logs/" + log + "/chain.hash");
    Head head = HeadCodec.decode(bytes).orElseThrow();
    SigningKey key = Vectors.keys().find(head.keyId()).orElseThrow();
    assertThat(HeadCodec.authentic(head, key)).isTrue();
    byte[] hash = ChainHash.parse(head.chainHash());
    assertThat(HeadCodec.encode(head.seq(), hash, head.origin(), head.timestamp(), key))
        .isEqualTo(bytes);
    assertThat(head.json() + "\n").isEqualTo(new String(bytes, UTF_8));
  }

  @Test
  void noticesEveryFlippedBitAndEveryCut() {
    byte[] bytes = Vectors.bytes("logs/intact/chain.hash");
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(HeadCodec.decode(flipped).filter(head -> HeadCodec.authentic(head, KEY)))
          .as("bit %s", bit)
          .isEmpty();
    }
    for (int length = 0; length < bytes.length; length++) {
      assertThat(HeadCodec.decode(Arrays.copyOf(bytes, length))).isEmpty();
    }
    assertThat(HeadCodec.decode(Arrays.copyOf(bytes, bytes.length + 1))).isEmpty();
  }

  @Test
  void keepsTheStrangestOriginAndStaysUnderASector() {
    String origin = "\"\\".repeat(32);
    byte[] bytes = HeadCodec.encode(RecordSigner.MAX_SEQ, new byte[32], origin, TIME, KEY);
    assertThat(bytes).hasSizeLessThan(512);
    Head head = HeadCodec.decode(bytes).orElseThrow();
    assertThat(head.origin()).isEqualTo(origin);
    assertThat(HeadCodec.authentic(head, KEY)).isTrue();
    assertThat(CanonicalJson.isCanonical(bytes, 0, bytes.length - 1)).isTrue();
  }

  @Test
  void isNotAuthenticUnderAnotherKeyOrWithAnotherContent() {
    Head head = HeadCodec.decode(HeadCodec.encode(3, new byte[32], "o", TIME, KEY)).orElseThrow();
    assertThat(HeadCodec.authentic(head, Vectors.keys().keys().get(1))).isFalse();
    Head other =
        new Head(4, head.chainHash(), head.origin(), head.keyId(), head.timestamp(), head.json());
    assertThat(HeadCodec.authentic(other, KEY)).isFalse();
    String json = head.json().replace("\"seq\":3", "\"seq\":4");
    assertThat(
            HeadCodec.authentic(HeadCodec.decode((json + "\n").getBytes(UTF_8)).orElseThrow(), KEY))
        .isFalse();
  }

  @Test
  void isNotAuthenticWhenItNamesAnotherKeyThanTheOneThatSigned() {
    String other = Vectors.keys().keys().get(1).id();
    String json =
        new String(HeadCodec.encode(3, new byte[32], "o", TIME, KEY), UTF_8)
            .replace(KEY.id(), other);
    String unsigned = json.trim().replaceAll("\"signature\":\"[^\"]*\",", "");
    String signature = HexFormat.of().formatHex(KEY.newMac().doFinal(unsigned.getBytes(UTF_8)));
    String resigned = json.replaceAll("hmac-sha256:[0-9a-f]{64}", "hmac-sha256:" + signature);
    assertThat(HeadCodec.authentic(HeadCodec.decode(resigned.getBytes(UTF_8)).orElseThrow(), KEY))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"seq\":12', '\"seq\":012'",
    "'\"seq\":12', '\"seq\":9007199254740992'",
    "'\"seq\":12', '\"seq\":-1'",
    "'\"seq\":12', '\"seq\":\"12\"'",
    "'vectors.example', ''",
    "'vectors.example', 'a b'",
    "'vectors.example', 'a/b'",
    "'vectors.example', 'a+b'",
    "'vectors.example', 'a\\u0062'",
    "'vectors.example', 'é'",
    "'vectors.example', 'aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg'",
    "'10:00:12', '24:00:00'",
    "'2024-01-15', '2023-02-29'",
    "'000084Z', '084Z'",
    "'\"version\":1', '\"version\":2'",
    "'\"version\":1', '\"version\":1,\"x\":1'",
    "'\"origin\"', ' \"origin\"'",
    "'sha256:3bae', 'sha256:3BAE'",
    "'1eb7cdc2', '1eb7cdc'",
  })
  void readsNothingThatIsNotOfTheForm(String from, String to) {
    String json = new String(Vectors.bytes("logs/intact/chain.hash"), UTF_8);
    assertThat(json).contains(from);
    assertThat(HeadCodec.decode(json.replace(from, to).getBytes(ISO_8859_1))).isEmpty();
  }

  @Test
  void refusesToMakeWhatItWouldNotRead() {
    byte[] hash = new byte[32];
    assertThatThrownBy(() -> HeadCodec.encode(-1, hash, "o", TIME, KEY))
        .hasMessage("seq -1 or a hash of 32 bytes");
    assertThatThrownBy(() -> HeadCodec.encode(1, new byte[31], "o", TIME, KEY))
        .hasMessage("seq 1 or a hash of 31 bytes");
    assertThatThrownBy(() -> HeadCodec.encode(1, hash, "o", "now", KEY))
        .hasMessage("not a record's timestamp: now");
    assertThatThrownBy(() -> HeadCodec.encode(1, hash, "o o", TIME, KEY))
        .hasMessage(
            "an origin has 1 to 64 printable ASCII characters other than space, '+' and '/'");
  }
}
