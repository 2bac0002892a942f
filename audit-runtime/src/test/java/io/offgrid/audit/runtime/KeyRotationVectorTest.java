package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.EncodedEvent;
import io.offgrid.audit.chain.EventEncoder;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.spi.StoreSession;
import io.offgrid.audit.store.file.FileStore;
import io.offgrid.audit.testkit.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rotated log of the golden vectors, made again: same keys, times and ids, same bytes. */
class KeyRotationVectorTest {
  private static final Path VECTOR =
      Path.of("../audit-chain/src/test/resources/vectors/logs/key_rotated");
  private static final String OLD =
      "hex:636f727265637420686f727365206261747465727920737461706c652030303031";
  private static final String NEW =
      "hex:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
  private static final Duration BETWEEN = Duration.ofNanos(1_000_007_000);

  @TempDir Path log;

  private final TestClock clock = TestClock.at("2024-01-15T10:00:00Z");
  private final MemoryKeys keys = new MemoryKeys(OLD).comingUp(NEW);

  @Test
  void isWrittenByteForByte() throws IOException {
    List<JsonNode> records = records();
    Iterator<JsonNode> ids = records.iterator();
    try (FileStore store = FileStore.open(log);
        StoreSession session = store.exclusive()) {
      LogSettings settings = AuditLogBuilder.on(store, keys).clock(clock).settings();
      Appender appender =
          new Appender(settings, new WriteCounts(), time -> ids.next().get("id").asText());
      begin(session, appender);
      for (JsonNode record : records) {
        clock.advance(BETWEEN);
        if (record.get("type").asText().equals("key_rotate")) {
          new KeyRotation(keys, null, new RotationSteps()).run(session, appender, null);
          appender.seal(session);
        } else {
          appender.add(session, null, given(record.deepCopy()));
          appender.commit(session);
        }
      }
    }
    for (String file : List.of("events.log.1", "events.log", "chain.hash")) {
      assertThat(log.resolve(file)).hasSameBinaryContentAs(VECTOR.resolve(file));
    }
    assertThat(keys.load().next()).isEmpty();
  }

  private void begin(StoreSession session, Appender appender) {
    KeyRing ring = keys.load();
    LogTail empty =
        new LogTail(
            "vectors.example",
            "",
            0,
            0,
            ChainHash.genesis("vectors.example"),
            "2024-01-15T10:00:00.000000Z",
            ring.current(),
            null);
    session.create(empty.headBytes());
    appender.startAt(empty.inNewSegment(session.activeIdentity()));
    appender.begin();
  }

  private static EncodedEvent given(ObjectNode record) throws IOException {
    record.remove(List.of("id", "seq", "timestamp", "key_id", "chain_hash", "signature"));
    return new EventEncoder(1 << 20, true).encodeJson(new ObjectMapper().writeValueAsBytes(record));
  }

  private static List<JsonNode> records() throws IOException {
    List<JsonNode> records = new ArrayList<>();
    for (String file : List.of("events.log.1", "events.log")) {
      for (String line : Files.readAllLines(VECTOR.resolve(file), StandardCharsets.UTF_8)) {
        records.add(new ObjectMapper().readTree(line));
      }
    }
    return records;
  }
}
