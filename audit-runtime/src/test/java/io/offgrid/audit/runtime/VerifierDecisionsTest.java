package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.Finding;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.store.file.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where two verifiers might differ, as section 10 of the page about the format decides it. */
class VerifierDecisionsTest {
  private static final KeyRing RING =
      KeyRing.of(SigningKey.parse("a key that is long enough for tests"));

  @TempDir Path audit;
  private byte[] firstHead = new byte[0];

  @BeforeEach
  void recordSix() throws IOException {
    try (FileStore store = FileStore.open(audit);
        AuditLog log = AuditLogBuilder.on(store, () -> RING).origin("d").open()) {
      firstHead = Files.readAllBytes(audit.resolve("chain.hash"));
      for (int i = 0; i < 6; i++) {
        log.recordAndWait(AuditEvent.builder("auth").userId("u").build());
      }
    }
  }

  @Test
  void comparesTheNumberOfALineThatCannotBeTrusted() throws IOException {
    edit(3, line -> line.replace("\"seq\":3", "\"seq\":8"));
    assertThat(found()).containsExactly("signature 8", "sequence 8", "link 4");
  }

  @Test
  void takesANumberInAnotherFormForTheNumber() throws IOException {
    edit(3, line -> line.replace("\"seq\":3", "\"seq\":3.0"));
    assertThat(found()).containsExactly("not_canonical 3", "link 4");
  }

  @Test
  void wantsTheDetailsOfTheLogsOwnRecordsAlsoWhereNoKeyVouchesForThem() throws IOException {
    edit(3, line -> line.replace("\"type\":\"auth\"", "\"type\":\"key_rotate\""));
    assertThat(found()).containsExactly("malformed 3", "link 4");
  }

  @Test
  void leavesWhatACutLineMeansToTheHead() throws IOException {
    byte[] bytes = Files.readAllBytes(audit.resolve("events.log"));
    Files.write(audit.resolve("events.log"), Arrays.copyOf(bytes, bytes.length - 9));
    assertThat(found()).containsExactly("truncated 5");
  }

  @Test
  void numbersLinesOfWhichNoneCanBeTrustedByTheFirstThatSaysOne() throws IOException {
    for (int line = 1; line <= 6; line++) {
      edit(line, text -> text.replace("\"user_id\":\"u\"", "\"user_id\":\"v\""));
    }
    lines(lines -> lines.remove(0));
    assertThat(found())
        .contains("signature 2", "segment_missing 2", "head_mismatch 6")
        .doesNotContain("truncated 0");
  }

  @Test
  void aHeadFromBeforeTheFirstRecordIsNotTheLogs() throws IOException {
    lines(lines -> lines.subList(0, 2).clear());
    Files.write(audit.resolve("chain.hash"), firstHead);
    assertThat(found()).containsExactly("segment_missing 3", "head_mismatch 0");
  }

  @Test
  void reportsALineBeyondTheHeadWhoseKeyIsUnknown() throws IOException {
    byte[] head = Files.readAllBytes(audit.resolve("chain.hash"));
    MemoryKeys keys = new MemoryKeys("a key that is long enough for tests");
    try (FileStore store = FileStore.open(audit)) {
      AuditLogBuilder.on(store, keys).openMaintenance().rotateKey(null, new RotationSteps());
      try (AuditLog log = AuditLogBuilder.on(store, keys).open()) {
        log.recordAndWait(AuditEvent.builder("auth").userId("u").build());
      }
    }
    Files.write(audit.resolve("chain.hash"), head);
    VerificationReport report = verify(RING);
    assertThat(report.findings())
        .extracting(VerifierDecisionsTest::told)
        .containsExactly("unknown_key 8");
    assertThat(report.verdict()).isEqualTo(Verdict.UNVERIFIABLE);
  }

  private void edit(int line, UnaryOperator<String> change) throws IOException {
    lines(lines -> lines.set(line - 1, change.apply(lines.get(line - 1))));
  }

  private void lines(Consumer<List<String>> change) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(audit.resolve("events.log")));
    change.accept(lines);
    Files.writeString(audit.resolve("events.log"), String.join("\n", lines) + "\n");
  }

  private List<String> found() {
    VerificationReport report = verify(RING);
    assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
    return report.findings().stream().map(VerifierDecisionsTest::told).toList();
  }

  private VerificationReport verify(KeyRing ring) {
    try (FileStore store = FileStore.open(audit);
        AuditLogReader reader = AuditLogBuilder.on(store, () -> ring).openReader()) {
      return reader.verify(VerifyRequest.standard());
    }
  }

  private static String told(Finding finding) {
    return finding.kind().word() + " " + finding.seq();
  }
}
