package io.offgrid.audit.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.Outcome;
import io.offgrid.audit.Severity;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SegmentSummaryTest {
  private static final SigningKey KEY = SigningKey.parse("a key that is long enough for tests");
  private static final SigningKey OTHER = SigningKey.parse("another key that is long enough");

  private final EventEncoder encoder = new EventEncoder(1 << 20, false);
  private final RecordSigner signer = new RecordSigner();
  private final ByteBuilder out = new ByteBuilder(1000);
  private long seq = 40;

  SegmentSummaryTest() {
    signer.start(ChainHash.genesis("test"));
  }

  private void add(AuditEvent.Builder event, String time) {
    signer.append(
        out,
        encoder.encode(event.build()),
        "evt_01HM5ZQ0000000000000000001",
        ++seq,
        Instant.parse(time),
        KEY);
  }

  private void add(String type, String user) {
    add(AuditEvent.builder(type).userId(user), "2024-01-15T10:00:00Z");
  }

  private static Optional<SegmentSummary> tally(byte[] segment) {
    LineReader lines = new LineReader(RangeVerifier.MAX_LINE);
    ByteBuffer bytes = ByteBuffer.wrap(segment);
    lines.start(
        (position, into, offset, length) -> {
          int n = (int) Math.min(length, segment.length - position);
          bytes.get((int) position, into, offset, n);
          return n;
        },
        0,
        segment.length);
    return SegmentTally.of(lines, segment.length);
  }

  private SegmentSummary tally() {
    return tally(out.toByteArray()).orElseThrow();
  }

  private static byte[] encoded(SegmentSummary summary) {
    return SummaryCodec.encode(summary, KEY).orElseThrow();
  }

  private void addThree() {
    add(
        AuditEvent.builder("auth").userId("alice").outcome(Outcome.FAILURE),
        "2024-01-15T10:00:00Z");
    add(
        AuditEvent.builder("auth").userId("bob").severity(Severity.CRITICAL),
        "2024-01-15T12:00:00Z");
    add(AuditEvent.builder("inference").outcome(Outcome.FAILURE), "2024-01-15T09:00:00.5Z");
  }

  @Test
  void countsWhatTheSegmentHolds() {
    addThree();
    SegmentSummary summary = tally();

    assertThat(summary.bytes()).isEqualTo(out.length());
    assertThat(summary.records()).isEqualTo(3);
    assertThat(summary.firstSeq()).isEqualTo(41);
    assertThat(summary.lastSeq()).isEqualTo(43);
    assertThat(summary.previousHash()).isEqualTo(ChainHash.text(ChainHash.genesis("test")));
    assertThat(summary.lastHash()).isEqualTo(ChainHash.text(signer.previousHash()));
    assertThat(summary.types()).isEqualTo(Map.of("auth", 2L, "inference", 1L));
    assertThat(summary.users()).isEqualTo(Map.of("alice", 1L, "bob", 1L));
    assertThat(summary.outcomes()).isEqualTo(Map.of("failure", 2L));
    assertThat(summary.severities()).isEqualTo(Map.of("critical", 1L));
  }

  @Test
  void knowsTheEarliestTimeAlsoWhereTheClockWasSetBack() {
    addThree();
    SegmentSummary summary = tally();

    assertThat(summary.firstTimestamp()).isEqualTo("2024-01-15T10:00:00.000000Z");
    assertThat(summary.lastTimestamp()).isEqualTo("2024-01-15T09:00:00.500000Z");
    assertThat(summary.minTimestamp()).isEqualTo("2024-01-15T09:00:00.500000Z");
    assertThat(summary.maxTimestamp()).isEqualTo("2024-01-15T12:00:00.000000Z");
  }

  @Test
  void namesThatLookAlikeAreCountedApart() {
    for (String user : List.of("axb", "ayb", "axb", "a\"b", "ayb", "a\"b", "axb", "", "")) {
      add("auth", user);
    }
    assertThat(tally().users()).isEqualTo(Map.of("axb", 3L, "ayb", 2L, "a\"b", 2L, "", 2L));
  }

  @Test
  void countsALineOfALaterVersionLikeAnyOther() {
    addThree();
    String segment = new String(out.toByteArray(), UTF_8);
    String later = segment.substring(0, segment.length() - 2) + ",\"zone\":1}\n";
    SegmentSummary expected = tally();
    SegmentSummary summary = tally(later.getBytes(UTF_8)).orElseThrow();

    assertThat(summary.types()).isEqualTo(expected.types());
    assertThat(summary.users()).isEqualTo(expected.users());
    assertThat(summary.outcomes()).isEqualTo(expected.outcomes());
    assertThat(summary.hours()).isEqualTo(expected.hours());
    assertThat(summary.previousHash()).isEqualTo(expected.previousHash());
    assertThat(summary.lastTimestamp()).isEqualTo(expected.lastTimestamp());
    assertThat(summary.minTimestamp()).isEqualTo(expected.minTimestamp());
    assertThat(summary.lastSeq()).isEqualTo(43);
  }

  @Test
  void isOneCanonicalLineThatReadsBackAsItWas() {
    addThree();
    byte[] bytes = encoded(tally());

    assertThat(CanonicalJson.isCanonical(bytes, 0, bytes.length - 1)).isTrue();
    assertThat(bytes[bytes.length - 1]).isEqualTo((byte) '\n');
    assertThat(SummaryCodec.decode(bytes, KEY)).contains(tally());
  }

  @Test
  void namesOfUsersCannotBeTakenForAnythingElse() {
    for (String user :
        List.of(
            ",\"signature\":\"hmac-sha256:" + "0".repeat(64) + "\"",
            "signature",
            "version",
            "\"}\n{",
            "",
            "\u0000\u001f\u007f",
            "😂\u2028ﬀ")) {
      add("auth", user);
      byte[] bytes = encoded(tally());
      assertThat(CanonicalJson.isCanonical(bytes, 0, bytes.length - 1)).isTrue();
      assertThat(SummaryCodec.decode(bytes, KEY)).contains(tally());
    }
  }

  @Test
  void anyChangeAndAnyOtherKeyMakesItNone() {
    addThree();
    byte[] bytes = encoded(tally());

    assertThat(SummaryCodec.decode(bytes, OTHER)).isEmpty();
    for (int i = 0; i < bytes.length; i++) {
      assertThat(SummaryCodec.decode(Arrays.copyOf(bytes, i), KEY)).isEmpty();
      for (int bit = 0; bit < 8; bit++) {
        bytes[i] ^= (byte) (1 << bit);
        assertThat(SummaryCodec.decode(bytes, KEY)).as("bit %s of byte %s", bit, i).isEmpty();
        bytes[i] ^= (byte) (1 << bit);
      }
    }
    assertThat(SummaryCodec.decode(bytes, KEY)).isPresent();
  }

  @Test
  void neitherARecordNorAHeadIsASummary() {
    addThree();
    byte[] head =
        HeadCodec.encode(3, signer.previousHash(), "test", "2024-01-15T10:00:00.000000Z", KEY);

    assertThat(SummaryCodec.decode(head, KEY)).isEmpty();
    assertThat(SummaryCodec.decode(out.toByteArray(), KEY)).isEmpty();
  }

  @Test
  void thereIsNoneOfASegmentThatWasChangedForTheTimeOfTheCounting() {
    addThree();
    String segment = new String(out.toByteArray(), UTF_8);
    List<String> changed = new ArrayList<>();
    changed.add(segment.replaceFirst("alice", "mally"));
    changed.add(segment.replaceFirst("\"bob\"", "\"b0b\""));
    changed.add(segment.substring(0, segment.length() - 1));
    changed.add(segment + "x\n");
    changed.add("\n" + segment);
    changed.add(segment.replaceFirst("\n[^\n]*\n", "\n"));
    changed.add("");

    assertThat(tally(segment.getBytes(UTF_8))).isPresent();
    for (String text : changed) {
      assertThat(text).isNotEqualTo(segment);
      assertThat(tally(text.getBytes(UTF_8))).as(text).isEmpty();
    }
  }

  @Test
  void usersBeyondTenThousandAreNotNamed() {
    for (int i = 0; i < 10_000; i++) {
      add("auth", "user " + i);
    }
    assertThat(tally().users()).hasSize(10_000);

    add("auth", "one more");
    assertThat(tally().users()).isNull();
    assertThat(tally().records()).isEqualTo(10_001);
    assertThat(SummaryCodec.decode(encoded(tally()), KEY)).contains(tally());
  }

  @Test
  void longNamesOfUsersAreNotNamedEither() {
    for (int i = 0; i < 1_000; i++) {
      add("auth", "\u0001".repeat(1000) + i);
    }
    assertThat(tally().users()).isNull();
    assertThat(encoded(tally()).length).isLessThan(2000);
  }
}
