package io.offgrid.audit.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.offgrid.audit.EventTypes;
import io.offgrid.audit.Receipt;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordSignerTest {
  private static final String ID = "evt_01HM5ZQ0000000000000000001";
  private static final Instant TIME = Instant.parse("2024-01-15T10:00:01.000007Z");
  private static final EventEncoder ENCODER = new EventEncoder(1 << 20, false);

  private final RecordSigner signer = new RecordSigner();
  private final SigningKey key = Vectors.keys().keys().get(0);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "intact/events.log.1",
        "intact/events.log.2",
        "intact/events.log",
        "key_rotated/events.log.1",
        "key_rotated/events.log",
        "pruned/events.log.2",
        "pruned/events.log",
        "set_aside/events.log",
      })
  void makesTheLinesOfTheVectors(String file) throws Exception {
    String log = new String(Vectors.bytes("logs/" + file), UTF_8);
    ByteBuilder out = new ByteBuilder(16);
    signer.start(ChainHash.parse(Vectors.json(log.getBytes(UTF_8)).get("chain_hash").textValue()));
    for (String line : log.lines().toList()) {
      JsonNode record = Vectors.json(line.getBytes(UTF_8));
      Receipt receipt = append(out, record);
      assertThat(receipt.signature()).isEqualTo(record.get("signature").textValue());
      assertThat(receipt.chainHash()).isEqualTo(record.get("chain_hash").textValue());
    }
    assertThat(new String(out.toByteArray(), UTF_8)).isEqualTo(log);
    byte[] last = log.substring(log.lastIndexOf('\n', log.length() - 2) + 1).trim().getBytes(UTF_8);
    assertThat(signer.previousHash()).isEqualTo(ChainHash.of(last, 0, last.length));
  }

  private Receipt append(ByteBuilder out, JsonNode record) throws Exception {
    return signer.append(
        out,
        event((ObjectNode) record),
        record.get("id").textValue(),
        record.get("seq").longValue(),
        Instant.parse(record.get("timestamp").textValue()),
        Vectors.keys().find(record.get("key_id").textValue()).orElseThrow());
  }

  /** What was recorded: for a repaired user id, one that needs that repair. */
  private static EncodedEvent event(ObjectNode record) throws Exception {
    String type = record.get("type").textValue();
    if (EventTypes.isReserved(type)) {
      Map<String, Object> details =
          new ObjectMapper().convertValue(record.get("details"), new MapType());
      JsonNode user = record.get("user_id");
      return EventEncoder.own(type, user == null ? null : user.textValue(), details);
    }
    ObjectNode given = record.deepCopy();
    given.remove(List.of("id", "seq", "timestamp", "key_id", "chain_hash", "signature"));
    JsonNode repairs = given.remove("repairs");
    if (repairs == null) {
      return ENCODER.encodeJson(new ObjectMapper().writeValueAsBytes(given));
    }
    return withRepair(given, repairs.get(0).textValue());
  }

  /** The vector's user id is shorter than its repair line says: only its draft can be made. */
  private static EncodedEvent withRepair(ObjectNode given, String line) {
    RecordDraft draft = new RecordDraft(false);
    draft.type(given.get("type").textValue());
    draft.userId(given.get("user_id").textValue());
    draft.outcome(given.get("outcome").textValue());
    draft.severity(given.get("severity").textValue());
    draft.source(given.get("source").textValue());
    draft.target(given.get("target").textValue());
    String[] parts = line.split(": ", 2);
    draft.repaired(parts[0], new Repair(parts[1], ""));
    return draft.finish(1 << 20);
  }

  @Test
  void appendsBehindWhatIsThere() {
    ByteBuilder out = new ByteBuilder(0);
    out.appendAscii("before");
    signer.start(ChainHash.genesis("o"));
    EncodedEvent event = EventEncoder.own("log_recovery", null, Map.of());
    Receipt first = signer.append(out, event, ID, 1, TIME.plusNanos(999), key);
    int end = out.length();
    assertThat(first)
        .isEqualTo(
            new Receipt(ID, 1, TIME, first.signature(), ChainHash.text(ChainHash.genesis("o"))));
    assertThat(end - "before".length()).isEqualTo(event.size() - 15);
    Receipt second = signer.append(out, event, ID, RecordSigner.MAX_SEQ, TIME, key);
    byte[] line = Arrays.copyOfRange(out.array(), "before".length(), end - 1);
    assertThat(second.chainHash()).isEqualTo(ChainHash.text(ChainHash.of(line, 0, line.length)));
    assertThat(out.length() - end).isEqualTo(event.size());
    assertThat(CanonicalJson.isCanonical(out.array(), end, out.length() - 1 - end)).isTrue();
  }

  @Test
  void goesOnFromWhereItIsStarted() {
    ByteBuilder out = new ByteBuilder(0);
    EncodedEvent event = EventEncoder.own("log_recovery", null, Map.of());
    signer.start(ChainHash.genesis("o"));
    byte[] beforeFailure = signer.previousHash();
    Receipt lost = signer.append(out, event, ID, 1, TIME, key);
    signer.start(beforeFailure);
    assertThat(signer.append(out, event, ID, 1, TIME, key)).isEqualTo(lost);
  }

  @Test
  void signsWithTheKeyGivenForEachLine() {
    EncodedEvent event = EventEncoder.own("log_recovery", null, Map.of());
    for (SigningKey each : List.of(key, Vectors.keys().keys().get(1), key)) {
      RecordSigner fresh = new RecordSigner();
      fresh.start(ChainHash.genesis("o"));
      Receipt expected = fresh.append(new ByteBuilder(0), event, ID, 1, TIME, each);
      signer.start(ChainHash.genesis("o"));
      assertThat(signer.append(new ByteBuilder(0), event, ID, 1, TIME, each)).isEqualTo(expected);
    }
  }

  @Test
  void refusesWhatNoRecordHas() {
    ByteBuilder out = new ByteBuilder(0);
    EncodedEvent event = EventEncoder.own("log_recovery", null, Map.of());
    assertThatThrownBy(() -> signer.append(out, event, ID, 1, TIME, key))
        .hasMessage("call start() with the hash of the last line first");
    assertThatThrownBy(signer::previousHash)
        .hasMessage("call start() with the hash of the last line first");
    assertThatThrownBy(() -> signer.start(new byte[31])).hasMessage("a hash has 32 bytes, not 31");
    signer.start(new byte[32]);
    assertThatThrownBy(() -> signer.append(out, event, "evt_1", 1, TIME, key))
        .hasMessage("an id has 30 characters, not 5");
    assertThatThrownBy(() -> signer.append(out, event, ID, 0, TIME, key))
        .hasMessage("seq 0 is not from 1 to 2^53-1");
    assertThatThrownBy(() -> signer.append(out, event, ID, 1L << 53, TIME, key))
        .hasMessage("seq 9007199254740992 is not from 1 to 2^53-1");
  }

  private static final class MapType extends TypeReference<Map<String, Object>> {}
}
