package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.Finding;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.store.file.FileStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The logs of the golden vectors, verified as an independent verifier did. */
class VectorLogsTest {
  private static final Path VECTORS = Path.of("../audit-chain/src/test/resources/vectors");

  static Stream<JsonNode> logs() throws IOException {
    JsonNode logs = new ObjectMapper().readTree(VECTORS.resolve("logs.json").toFile()).get("logs");
    assertThat(logs).hasSizeGreaterThan(40);
    return StreamSupport.stream(logs.spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("logs")
  void agreesWithTheIndependentVerifier(JsonNode log) {
    List<Finding> found = new ArrayList<>();
    VerificationReport report = verify(log, found);
    JsonNode expected = log.get("findings");

    assertThat(report.verdict().word()).as("%s", found).isEqualTo(log.get("status").asText());
    assertThat(report.events()).isEqualTo(log.get("records").asLong());
    assertThat(found.stream().map(VectorLogsTest::place).toList())
        .isEqualTo(
            StreamSupport.stream(expected.spliterator(), false)
                .map(VectorLogsTest::place)
                .toList());
    long tail = log.get("unacknowledged_tail_bytes").asLong();
    assertThat(
            report.notes().stream().anyMatch(note -> note.startsWith(tail + " bytes at the end")))
        .isEqualTo(tail > 0);
  }

  private static VerificationReport verify(JsonNode log, List<Finding> found) {
    List<String> keys = new ArrayList<>();
    log.get("keys_hex").forEach(key -> keys.add("hex:" + key.asText()));
    Path directory = VECTORS.resolve("logs").resolve(log.get("name").asText());
    try (FileStore store = FileStore.open(directory);
        AuditLogReader reader =
            AuditLogBuilder.on(store, () -> KeyRing.parse(keys))
                .origin(log.has("pinned_origin") ? log.get("pinned_origin").asText() : null)
                .openReader()) {
      return reader.verify(VerifyRequest.standard().withFindings(found::add));
    }
  }

  /** Kind and place; the vectors let the form of a bad line be told in more than one way. */
  private static String place(Finding finding) {
    String kind = formless(finding.kind().word());
    return kind + " " + finding.file() + " " + finding.line();
  }

  private static String place(JsonNode finding) {
    JsonNode file = finding.get("file");
    JsonNode line = finding.get("line");
    return formless(finding.get("kind").asText())
        + " "
        + (file.isNull() ? null : file.asText())
        + " "
        + (line.isNull() ? null : line.asText());
  }

  private static String formless(String kind) {
    return kind.equals("malformed") || kind.equals("not_canonical") ? "signature" : kind;
  }
}
