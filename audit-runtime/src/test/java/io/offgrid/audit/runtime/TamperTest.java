package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.Finding;
import io.offgrid.audit.FindingKind;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.store.file.FileStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every bit and every line of a small rotated log matters. */
class TamperTest {
  private static final KeyRing RING =
      KeyRing.of(SigningKey.parse("a key that is long enough for tests"));

  @TempDir Path audit;
  private FileStore store;
  private AuditLogReader reader;

  @BeforeEach
  void record() {
    store = FileStore.open(audit);
    try (AuditLog log =
        AuditLogBuilder.on(store, () -> RING).origin("t").maxSizeBytes(1000).open()) {
      for (int i = 0; i < 7; i++) {
        log.recordAndWait(AuditEvent.builder("auth").userId("u").detail("n", i).build());
      }
    }
    reader = AuditLogBuilder.on(store, () -> RING).openReader();
    assertThat(verify().verdict()).isEqualTo(Verdict.OK);
    assertThat(audit.resolve("events.log.2")).exists();
  }

  @AfterEach
  void close() {
    reader.close();
    store.close();
  }

  private VerificationReport verify() {
    return reader.verify(VerifyRequest.standard());
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(audit)) {
      return files.filter(f -> f.toString().matches(".*events.log(.[0-9]+)?")).sorted().toList();
    }
  }

  @Test
  void seesEveryFlippedBitOfTheLogAtItsRecord() throws IOException {
    for (Path segment : segments()) {
      byte[] bytes = Files.readAllBytes(segment);
      long line = 1;
      for (int at = 0; at < bytes.length; at++) {
        for (int bit = 0; bit < 8; bit++) {
          bytes[at] ^= (byte) (1 << bit);
          Files.write(segment, bytes);
          VerificationReport report = verify();
          bytes[at] ^= (byte) (1 << bit);
          assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
          Finding first = report.findings().get(0);
          if (segment.endsWith("events.log") && at == bytes.length - 1) {
            assertThat(first.kind()).isEqualTo(FindingKind.TRUNCATED); // no newline, no line
            continue;
          }
          assertThat(first.file() + ":" + first.line())
              .as("bit %s of byte %s", bit, at)
              .isEqualTo(segment.getFileName() + ":" + line);
        }
        line += bytes[at] == '\n' ? 1 : 0;
      }
      Files.write(segment, bytes);
    }
  }

  @Test
  void seesEveryFlippedBitOfTheHead() throws IOException {
    Path head = audit.resolve("chain.hash");
    byte[] bytes = Files.readAllBytes(head);
    for (int at = 0; at < bytes.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        bytes[at] ^= (byte) (1 << bit);
        Files.write(head, bytes);
        VerificationReport report = verify();
        bytes[at] ^= (byte) (1 << bit);
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.findings().get(0).file()).isEqualTo("chain.hash");
      }
    }
  }

  @Test
  void seesEveryLineDeletedDoubledAndSwapped() throws IOException {
    for (Path segment : segments()) {
      List<String> lines = Files.readAllLines(segment);
      for (int i = 0; i < lines.size(); i++) {
        List<String> deleted = new ArrayList<>(lines);
        deleted.remove(i);
        boolean beginning = i == 0 && segment.endsWith("events.log.1");
        assertFails(segment, deleted, i == lines.size() - 1 || beginning ? 0 : i + 1);
        List<String> doubled = new ArrayList<>(lines);
        doubled.add(i, lines.get(i));
        if (i == lines.size() - 1 && segment.endsWith("events.log")) {
          assertIsATail(segment, doubled);
        } else {
          assertFails(segment, doubled, i + 2);
        }
        if (i > 0) {
          List<String> swapped = new ArrayList<>(lines);
          swapped.set(i, lines.get(i - 1));
          swapped.set(i - 1, lines.get(i));
          // The first line of a log may have any number; the one after it then has the wrong one.
          assertFails(segment, swapped, i == 1 && segment.endsWith("events.log.1") ? 2 : i);
        }
      }
      Files.write(segment, text(lines));
    }
  }

  @Test
  void seesEveryCut() throws IOException {
    for (Path segment : segments()) {
      byte[] bytes = Files.readAllBytes(segment);
      for (int length = 0; length < bytes.length; length++) {
        Files.write(segment, Arrays.copyOf(bytes, length));
        VerificationReport report = verify();
        assertThat(report.verdict()).as("%s cut to %s", segment, length).isEqualTo(Verdict.FAILED);
        boolean insideALine = length > 0 && bytes[length - 1] != '\n';
        if (segment.endsWith("events.log")) { // the head tells what is missing
          assertThat(report.findings())
              .extracting(Finding::kind)
              .containsExactly(FindingKind.TRUNCATED);
        } else if (insideALine) {
          assertThat(report.findings().get(0).file()).isEqualTo(segment.getFileName().toString());
        }
      }
      Files.write(segment, bytes);
    }
  }

  @Test
  void seesEverySegmentRemovedAndSwapped() throws IOException {
    List<Path> segments = segments();
    for (int i = 0; i < segments.size(); i++) {
      Path away = audit.resolve("away");
      Files.move(segments.get(i), away);
      assertThat(verify().verdict()).isEqualTo(Verdict.FAILED);
      if (i > 0) {
        Files.move(segments.get(i - 1), segments.get(i));
        Files.move(away, segments.get(i - 1));
        assertThat(verify().verdict()).isEqualTo(Verdict.FAILED);
        Files.move(segments.get(i - 1), away);
        Files.move(segments.get(i), segments.get(i - 1));
      }
      Files.move(away, segments.get(i));
    }
    assertThat(verify().verdict()).isEqualTo(Verdict.OK);
  }

  /**
   * What lies beyond the head in the active segment is nobody's: noted, and cut off by a writer.
   */
  private void assertIsATail(Path segment, List<String> lines) throws IOException {
    Files.write(segment, text(lines));
    int bytes = lines.get(lines.size() - 1).length() + 1;
    assertThat(verify().notes()).anyMatch(note -> note.startsWith(bytes + " bytes at the end of"));
  }

  /**
   * @param line of the first finding in this segment, 0 where it is elsewhere
   */
  private void assertFails(Path segment, List<String> lines, long line) throws IOException {
    Files.write(segment, text(lines));
    VerificationReport report = verify();
    assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
    if (line > 0) {
      Finding first = report.findings().get(0);
      assertThat(first.file() + ":" + first.line()).isEqualTo(segment.getFileName() + ":" + line);
    }
  }

  private static byte[] text(List<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
