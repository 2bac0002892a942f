package io.offgrid.audit.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.HeadCodec;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.spi.StoreSession;
import io.offgrid.audit.store.file.FileStore;
import io.offgrid.audit.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pruned and the set-aside log of the golden vectors, made again from the intact one. */
class WholeLifeVectorTest {
  private static final Path VECTORS = Path.of("../audit-chain/src/test/resources/vectors/logs");
  private static final KeyRing RING =
      KeyRing.of(
          SigningKey.parse(
              "hex:636f727265637420686f727365206261747465727920737461706c652030303031"));

  @TempDir Path log;

  @Test
  void prunesToTheVerySameBytes() throws IOException {
    copy("intact", "events.log.1", "events.log.2", "events.log", "chain.hash");
    TestClock clock = TestClock.at("2024-01-15T10:00:13.000091Z");
    try (FileStore store = FileStore.open(log);
        StoreSession session = store.exclusive()) {
      AuditLogBuilder builder =
          AuditLogBuilder.on(store, () -> RING).clock(clock).retention(Duration.ofMillis(8500));
      LogSettings settings = builder.settings();
      LogVerifier verifier = new LogVerifier(store, settings.keys(), null);
      TailResolver resolver =
          new TailResolver(settings, verifier, new StartCheck(settings, verifier));
      Appender appender =
          new Appender(settings, new WriteCounts(), time -> "evt_01HM5ZQ0000000000000000013");
      appender.startAt(resolver.resolve(session, null).tail());
      appender.begin();

      new Pruning(builder.openMaintenance().planPrune()).run(session, appender);
    }
    for (String file : List.of("events.log.2", "events.log", "chain.hash")) {
      assertThat(log.resolve(file)).hasSameBinaryContentAs(VECTORS.resolve("pruned").resolve(file));
    }
    assertThat(log.resolve("events.log.1")).doesNotExist();
  }

  /** The vector's record names one of the two findings that it counts; ours names both. */
  @Test
  void setsAsideAsTheVectorDoesButForTheFindingsThatItNames() throws IOException {
    copy("intact", "events.log.1", "events.log.2");
    Files.writeString(
        log.resolve("events.log.1"),
        Files.readString(log.resolve("events.log.1"))
            .replaceFirst("llama3(\",\"n\":3)", "llama4$1"));
    Files.move(log.resolve("events.log.2"), log.resolve("events.log"));
    TestClock clock = TestClock.at("2024-01-15T10:01:20.000560Z");
    try (FileStore store = FileStore.open(log);
        StoreSession session = store.exclusive()) {
      LogSettings settings =
          AuditLogBuilder.on(store, () -> RING).clock(clock).origin("vectors.example").settings();
      session.writeHead(headAtEight());
      new SetAside(
              settings,
              new LogVerifier(store, settings.keys(), settings.origin()),
              time -> "evt_01HM5ZQ0000000000000000080")
          .run(session, "auditor", "disk replaced, see ticket 4711");
    }
    assertThat(withoutFindings(log)).isEqualTo(withoutFindings(VECTORS.resolve("set_aside")));
  }

  private static byte[] headAtEight() {
    byte[] hash =
        ChainHash.parse("sha256:8e2f5611d9de8ac6ddb85e591174f43688a9407088848aaaa2b4f1f00d3b09fe");
    return HeadCodec.encode(
        8, hash, "vectors.example", "2024-01-15T10:00:08.000056Z", RING.current());
  }

  private static JsonNode withoutFindings(Path folder) throws IOException {
    String line = Files.readAllLines(folder.resolve("events.log"), UTF_8).get(0);
    ObjectNode record = (ObjectNode) new ObjectMapper().readTree(line);
    record.remove("signature");
    ((ObjectNode) record.get("details")).remove("findings");
    return record;
  }

  private void copy(String vector, String... files) throws IOException {
    for (String file : files) {
      Files.copy(VECTORS.resolve(vector).resolve(file), log.resolve(file));
    }
  }
}
