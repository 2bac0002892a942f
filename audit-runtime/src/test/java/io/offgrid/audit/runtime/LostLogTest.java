package io.offgrid.audit.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.Finding;
import io.offgrid.audit.FindingKind;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.spi.Alert;
import io.offgrid.audit.spi.AlertKind;
import io.offgrid.audit.store.file.FileStore;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running writer does when its log is changed under it. */
class LostLogTest {
  private static final KeyRing RING =
      KeyRing.of(SigningKey.parse("a key that is long enough for tests"));

  @TempDir Path home;
  private final List<Alert> alerts = new ArrayList<>();
  private FileStore store;
  private AuditLog log;

  @BeforeEach
  void recordFive() {
    store = FileStore.open(home.resolve("audit"));
    log = builder().open();
    record(5);
  }

  @AfterEach
  void close() {
    log.close();
    store.close();
  }

  @Test
  void noticesThatItsLogWasTruncatedTogetherWithItsHead() throws IOException {
    Path kept = copyOf("audit");
    record(5);
    putBack(kept, false);
    record(1);

    assertThat(alerts).extracting(Alert::kind).containsExactly(AlertKind.INTEGRITY_FAILURE);
    assertThat(numbersAndTypes())
        .containsExactly(
            "1 auth", "2 auth", "3 auth", "4 auth", "5 auth", "11 integrity_failure", "12 auth");
    assertThat(kinds()).contains(FindingKind.SEQUENCE, FindingKind.RECORDED_FAILURE);
  }

  @Test
  void noticesThatItsLogWasReplacedByAnOlderCopy() throws IOException {
    Path kept = copyOf("audit");
    record(5);
    putBack(kept, true);
    record(1);

    assertThat(alerts).extracting(Alert::kind).containsExactly(AlertKind.INTEGRITY_FAILURE);
    assertThat(alerts.get(0).message()).contains("truncated at seq 5 in the writer's memory");
    assertThat(numbersAndTypes()).endsWith("5 auth", "11 integrity_failure", "12 auth");
  }

  @Test
  void noticesThatItsLogWasRolledBackInPlaceAndAnotherWriterRecordedPastItsEnd()
      throws IOException {
    Path kept = copyOf("audit");
    record(5);
    int left = bytes().length;
    putBack(kept, false);
    try (AuditLog other = builder().open()) {
      for (int i = 0; i < 6; i++) {
        other.recordAndWait(AuditEvent.builder("auth").build());
      }
    }
    assertThat(bytes()[left - 1]).as("other lines of the same lengths").isEqualTo((byte) '\n');
    record(1);

    assertThat(alerts).extracting(Alert::kind).containsExactly(AlertKind.INTEGRITY_FAILURE);
    assertThat(alerts.get(0).message()).contains("head_mismatch at seq 10 in the writer's memory");
    assertThat(numbersAndTypes()).endsWith("11 auth", "12 integrity_failure", "13 auth");
  }

  @Test
  void noticesThatItsLogWasDeletedWithItsFolder() throws IOException {
    delete(home.resolve("audit"));
    record(1);

    assertThat(alerts).extracting(Alert::kind).containsExactly(AlertKind.INTEGRITY_FAILURE);
    assertThat(numbersAndTypes()).containsExactly("6 integrity_failure", "7 auth");
    assertThat(kinds()).contains(FindingKind.SEGMENT_MISSING);
  }

  @Test
  void recordsOnUnderTheCurrentKeyWhereTheOneItRemembersWasRetiredMeanwhile() throws IOException {
    KeyRing[] ring = {RING};
    KeyRing rotated =
        KeyRing.of(RING.current(), SigningKey.parse("the key that the rotation goes over to"));
    try (AuditLog running = AuditLogBuilder.on(store, () -> ring[0]).origin("t").open()) {
      running.recordAndWait(AuditEvent.builder("auth").build());
      ring[0] = rotated;
      delete(home.resolve("audit"));
      running.recordAndWait(AuditEvent.builder("auth").build());

      assertThat(running.head().keyId()).isEqualTo(rotated.current().id());
    }
    delete(home.resolve("audit"));
  }

  @Test
  void recordsOnAfterItHasSaidSoOnce() throws IOException {
    delete(home.resolve("audit"));
    record(3);

    assertThat(alerts).hasSize(1);
    assertThat(numbersAndTypes())
        .containsExactly("6 integrity_failure", "7 auth", "8 auth", "9 auth");
  }

  @Test
  void refusesEveryRecordWhereTamperingIsToBeRefused() throws IOException {
    try (AuditLog refusing = builder().onTamper(OnTamper.REFUSE).open()) {
      refusing.recordAndWait(AuditEvent.builder("auth").build());
      delete(home.resolve("audit"));

      assertThatThrownBy(() -> refusing.recordAndWait(AuditEvent.builder("auth").build()))
          .hasMessageContaining("truncated")
          .hasMessageContaining("on_tamper is refuse");
    }
  }

  @Test
  void takesOverWhatAnotherWriterAppendedAndSealed() {
    try (AuditLog other = builder().maxSizeBytes(500).open()) {
      for (int i = 0; i < 4; i++) {
        other.recordAndWait(AuditEvent.builder("auth").build());
      }
    }
    record(1);

    assertThat(alerts).isEmpty();
    assertThat(verify().verdict()).isEqualTo(Verdict.OK);
    assertThat(numbersAndTypes()).endsWith("10 auth");
  }

  private AuditLogBuilder builder() {
    return AuditLogBuilder.on(store, () -> RING).origin("t").alertListener(alerts::add);
  }

  private void record(int count) {
    for (int i = 0; i < count; i++) {
      log.recordAndWait(AuditEvent.builder("auth").build());
    }
  }

  private VerificationReport verify() {
    return log.verify(VerifyRequest.standard());
  }

  private List<FindingKind> kinds() {
    return verify().findings().stream().map(Finding::kind).toList();
  }

  private List<String> numbersAndTypes() {
    List<String> seen = new ArrayList<>();
    try (RecordCursor records = log.query(AuditQuery.builder().build())) {
      while (records.hasNext()) {
        AuditRecord record = records.next();
        seen.add(record.seq() + " " + record.type());
      }
    }
    return seen;
  }

  private byte[] bytes() throws IOException {
    return Files.readAllBytes(home.resolve("audit/events.log"));
  }

  private Path copyOf(String name) throws IOException {
    Path copy = home.resolve("kept");
    Files.createDirectory(copy);
    for (String file : List.of("events.log", "chain.hash")) {
      Files.copy(home.resolve(name).resolve(file), copy.resolve(file));
    }
    return copy;
  }

  private void putBack(Path kept, boolean asNewFiles) throws IOException {
    for (String file : List.of("events.log", "chain.hash")) {
      Path target = home.resolve("audit").resolve(file);
      if (asNewFiles) {
        Files.move(kept.resolve(file), target, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.writeString(target, Files.readString(kept.resolve(file), UTF_8), UTF_8);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path left, IOException e) throws IOException {
            Files.delete(left);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
