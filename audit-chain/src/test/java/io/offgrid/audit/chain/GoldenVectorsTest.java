package io.offgrid.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.offgrid.audit.EventTypes;
import io.offgrid.audit.Head;
import io.offgrid.audit.InvalidEventException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenVectorsTest {
  private static final Path VECTORS = Path.of("src/test/resources/vectors");
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<JsonNode> canonical() throws IOException {
    return read("canonical.json");
  }

  static Stream<JsonNode> repaired() throws IOException {
    return read("repaired_details.json");
  }

  static Stream<JsonNode> refused() throws IOException {
    return read("refused_details.json");
  }

  private static Stream<JsonNode> read(String file) throws IOException {
    JsonNode vectors = JSON.readTree(VECTORS.resolve(file).toFile());
    assertThat(vectors).isNotEmpty();
    return StreamSupport.stream(vectors.spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("canonical")
  void writesTheCanonicalForm(JsonNode vector) {
    byte[] input = vector.get("input").asText().getBytes(StandardCharsets.UTF_8);
    assertThat(
            new String(CanonicalJson.canonicalize(input, 0, input.length), StandardCharsets.UTF_8))
        .isEqualTo(vector.get("canonical").asText());
  }

  @ParameterizedTest
  @MethodSource("repaired")
  void repairsInPlainSight(JsonNode vector) {
    RecordLine record = Recorded.details(vector.get("input").asText());
    assertThat(record.detailsJson()).contains(vector.get("canonical").asText());
    List<String> paths = new ArrayList<>();
    vector.get("repaired_paths").forEach(path -> paths.add(path.asText()));
    assertThat(Recorded.paths(record)).isEqualTo(paths);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatIsNotDetails(JsonNode vector) {
    String input = vector.get("input").asText();
    // An array is JSON but no details: the value is the caller's mistake, not an attacker's.
    assertThatThrownBy(() -> Recorded.details(input)).isInstanceOf(InvalidEventException.class);
  }

  @Test
  void signsTheLinesOfTheVectorsByteByByte() throws IOException {
    SigningKey key =
        SigningKey.parse(
            "hex:"
                + JSON.readTree(VECTORS.resolve("logs.json").toFile()).at("/keys/k1_hex").asText());
    RecordSigner signer = new RecordSigner();
    signer.start(ChainHash.genesis("vectors.example"));
    int lines = 0;
    for (String file : List.of("events.log.1", "events.log.2", "events.log")) {
      for (String line : Files.readAllLines(VECTORS.resolve("logs/intact").resolve(file))) {
        assertThat(again(line, signer, key)).isEqualTo(line + "\n");
        lines++;
      }
    }
    assertThat(lines).isEqualTo(12);
    Head head =
        HeadCodec.decode(Files.readAllBytes(VECTORS.resolve("logs/intact/chain.hash")))
            .orElseThrow();
    assertThat(HeadCodec.encode(12, signer.previousHash(), head.origin(), head.timestamp(), key))
        .isEqualTo(Files.readAllBytes(VECTORS.resolve("logs/intact/chain.hash")));
  }

  private static String again(String line, RecordSigner signer, SigningKey key) throws IOException {
    JsonNode record = JSON.readTree(line);
    assertThat(EventTypes.isReserved(record.get("type").asText())).isFalse();
    var given = JSON.createObjectNode();
    for (String member : RecordMembers.GIVEN) {
      if (record.has(member)) {
        given.set(member, record.get(member));
      }
    }
    ByteBuilder out = new ByteBuilder(100);
    EncodedEvent event = new EventEncoder(1 << 20, false).encodeJson(JSON.writeValueAsBytes(given));
    if (record.has("repairs")) {
      // What was cut before it came here cannot be cut again; the rest of the chain needs its hash.
      signer.start(
          ChainHash.of(
              line.getBytes(StandardCharsets.UTF_8),
              0,
              line.getBytes(StandardCharsets.UTF_8).length));
      return line + "\n";
    }
    signer.append(
        out,
        event,
        record.get("id").asText(),
        record.get("seq").asLong(),
        Instant.parse(record.get("timestamp").asText()),
        key);
    return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
  }
}
