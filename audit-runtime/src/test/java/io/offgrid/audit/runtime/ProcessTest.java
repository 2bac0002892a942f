package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.store.file.FileStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that record into one log, and that are killed while they do. */
class ProcessTest {
  private static final int EVENTS = 100_000;
  private static final int KILLS = Integer.getInteger("audit.test.kills", 200);
  private static final long SEED = 20261123;

  @TempDir Path home;

  @Test
  void twoProcessesMakeOneGaplessChain() throws Exception {
    Process one = recorder(EVENTS, "one", 10 << 20);
    Process two = recorder(EVENTS, "two", 10 << 20);
    Map<Long, String> receipts = new HashMap<>();
    Thread reading = new Thread(() -> discard(two));
    reading.start();
    readReceipts(one, receipts, Integer.MAX_VALUE);
    reading.join();
    assertThat(one.waitFor()).isZero();
    assertThat(two.waitFor()).isZero();

    VerificationReport report = verify();
    assertThat(report.findings()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.OK);
    assertThat(report.events()).isEqualTo(2 * EVENTS);
    assertThat(receipts).hasSize(EVENTS);
    assertInLog(receipts);
  }

  @Test
  void losesNothingAcknowledgedHoweverOftenItIsKilled() throws Exception {
    Random random = new Random(SEED);
    Map<Long, String> receipts = new HashMap<>();
    for (int i = 0; i < KILLS; i++) {
      Process process = recorder(Integer.MAX_VALUE, "victim", 30_000);
      readReceipts(process, receipts, 1 + random.nextInt(400));
      process.toHandle().destroyForcibly();
      readReceipts(process, receipts, Integer.MAX_VALUE);
      assertThat(process.waitFor()).isNotZero();
    }
    Process last = recorder(1, "last", 30_000);
    readReceipts(last, receipts, Integer.MAX_VALUE);
    assertThat(last.waitFor()).isZero();

    VerificationReport report = verify();
    assertThat(report.findings()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.OK);
    assertThat(receipts).hasSizeGreaterThan(KILLS);
    assertInLog(receipts);
  }

  private Process recorder(int count, String name, long maxSize) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            Recorder.class.getName(),
            home.resolve("audit").toString(),
            Integer.toString(count),
            name,
            Long.toString(maxSize))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void discard(Process process) {
    try {
      process.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads up to so many receipts; a line that the kill cut off was not written whole. */
  private static void readReceipts(Process process, Map<Long, String> receipts, int limit)
      throws IOException {
    BufferedReader lines = process.inputReader();
    for (int i = 0; i < limit; i++) {
      String line = lines.readLine();
      if (line == null) {
        return;
      }
      int space = line.indexOf(' ');
      if (line.length() == space + 31) {
        assertThat(receipts.put(Long.valueOf(line.substring(0, space)), line.substring(space + 1)))
            .as("two receipts for seq %s", line)
            .isNull();
      }
    }
  }

  private VerificationReport verify() {
    try (FileStore store = FileStore.open(home.resolve("audit"));
        AuditLogReader reader = AuditLogBuilder.on(store, () -> Recorder.RING).openReader()) {
      return reader.verify(VerifyRequest.standard());
    }
  }

  private void assertInLog(Map<Long, String> receipts) {
    Map<Long, String> missing = new HashMap<>(receipts);
    try (FileStore store = FileStore.open(home.resolve("audit"));
        AuditLogReader reader = AuditLogBuilder.on(store, () -> Recorder.RING).openReader();
        RecordCursor records = reader.query(AuditQuery.all())) {
      records.forEachRemaining(record -> missing.remove(record.seq(), record.id()));
    }
    assertThat(missing).isEmpty();
  }
}
