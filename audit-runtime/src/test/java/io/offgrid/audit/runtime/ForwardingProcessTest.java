package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.store.file.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that record and forward, two at a time, and that are killed while they do. */
class ForwardingProcessTest {
  private static final int KILLS = Integer.getInteger("audit.test.kills", 200) / 8;
  private static final long SEED = 20261123;

  @TempDir Path home;

  @Test
  void killedAnywhereItSendsDoublesButMissesNothing() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < KILLS; i++) {
      Process one = process(Integer.MAX_VALUE, "one");
      Process two = process(Integer.MAX_VALUE, "two");
      readReceipts(random.nextBoolean() ? one : two, 1 + random.nextInt(3000));
      one.destroyForcibly();
      two.destroyForcibly();
      assertThat(one.waitFor()).isNotZero();
      assertThat(two.waitFor()).isNotZero();
    }
    Process last = process(1, "last");
    readReceipts(last, Integer.MAX_VALUE);
    assertThat(last.waitFor()).isZero();

    List<String> log = log();
    List<String> received = received(log);
    assertThat(new ArrayList<>(new LinkedHashSet<>(received))).isEqualTo(log);
  }

  /** Without the lines that a kill cut off in the middle of being written. */
  private List<String> received(List<String> log) throws IOException {
    Set<String> known = new HashSet<>(log);
    List<String> whole = new ArrayList<>();
    for (String line : Files.readAllLines(home.resolve("received"))) {
      int begin = line.lastIndexOf("{\"chain_hash\"");
      if (begin >= 0 && known.contains(line.substring(begin))) {
        whole.add(line.substring(begin));
      }
    }
    return whole;
  }

  private Process process(int count, String name) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            ForwardingProcess.class.getName(),
            home.resolve("audit").toString(),
            Integer.toString(count),
            name,
            home.resolve("received").toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void readReceipts(Process process, int lines) throws IOException {
    InputStream out = process.getInputStream();
    int left = lines;
    for (int c = out.read(); c >= 0; c = out.read()) {
      if (c == '\n' && --left == 0) {
        return;
      }
    }
  }

  private List<String> log() {
    List<String> lines = new ArrayList<>();
    try (FileStore store = FileStore.open(home.resolve("audit"));
        AuditLogReader reader = AuditLogBuilder.on(store, () -> Recorder.RING).openReader();
        RecordCursor records = reader.query(AuditQuery.builder().build())) {
      records.forEachRemaining(record -> lines.add(record.json()));
    }
    return lines;
  }
}
