package io.offgrid.audit.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.runtime.KeyStatus.Standing;
import io.offgrid.audit.runtime.LogMaintenance;
import io.offgrid.audit.runtime.Recorder;
import io.offgrid.audit.runtime.RotationSteps;
import io.offgrid.audit.runtime.VerifyOnStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys are rotated while another process records and a third party verifies. */
class KeyRotationProcessTest {
  /** The common pool may have but one thread, and then the one task would wait for the other. */
  private static final Executor OWN_THREAD = task -> new Thread(task).start();

  private static final int EVENTS = 30_000;
  private static final int ROTATIONS = 5;
  private static final int BETWEEN = 4_000;
  private static final String END = "";

  @TempDir Path folder;
  private Home home;

  /** Records into the log of a home. */
  static final class Service {
    private Service() {}

    public static void main(String[] args) {
      ConfigSource source = ConfigSource.of(Map.of("OFFGRID_HOME", args[0]), null, null);
      try (AuditDeployment deployment = AuditConfig.load(source).deploy();
          AuditLog log = deployment.openLog(VerifyOnStart.TAIL)) {
        Recorder.record(log, Integer.parseInt(args[1]), "service");
      }
    }
  }

  @BeforeEach
  void home() {
    home = Home.in(folder);
  }

  @Test
  void ofAFileWhileAnotherProcessRecords() throws Exception {
    rotateWhileRecording(i -> rotate(null));
    assertThat(Files.readAllLines(folder.resolve("audit.key"))).hasSize(1 + ROTATIONS);
  }

  @Test
  void inTheConfigurationWhileAnotherProcessRecords() throws Exception {
    List<String> keys = new ArrayList<>(List.of("the very first key of this log"));
    replaceConfig(keys);
    rotateWhileRecording(
        i -> {
          keys.add("next the key after rotation " + i);
          replaceConfig(keys);
          rotate(null);
          keys.replaceAll(key -> key.replaceFirst("^next ", ""));
          replaceConfig(keys);
        });
  }

  private interface Rotation {
    void run(int number);
  }

  private void rotateWhileRecording(Rotation rotation) throws Exception {
    Process service = service();
    BlockingQueue<String> receipts = new LinkedBlockingQueue<>();
    CompletableFuture<Void> reading =
        CompletableFuture.runAsync(
            () -> {
              service.inputReader().lines().forEach(receipts::add);
              receipts.add(END);
            },
            OWN_THREAD);
    Set<String> ids = new HashSet<>();
    take(receipts, BETWEEN, ids);
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Integer> verifying =
        CompletableFuture.supplyAsync(() -> verifyUntil(done), OWN_THREAD);
    for (int i = 0; i < ROTATIONS; i++) {
      rotation.run(i);
      assertThat(service.isAlive()).as("the service runs after rotation %s", i).isTrue();
      take(receipts, BETWEEN, ids);
    }
    assertThat(service.waitFor()).isZero();
    reading.join();
    take(receipts, receipts.size() - 1, ids);
    done.set(true);
    assertThat(verifying.join()).isGreaterThan(1);

    assertThat(ids).hasSize(EVENTS);
    assertThat(verify().events()).isEqualTo(EVENTS + ROTATIONS);
    assertInLog(ids);
    try (AuditDeployment deployment = config().deploy()) {
      assertThat(deployment.keyStatus().standing()).isEqualTo(Standing.AGREES);
      assertThat(deployment.keyStatus().keys()).hasSize(1 + ROTATIONS);
    }
  }

  private static void take(BlockingQueue<String> receipts, int count, Set<String> ids)
      throws InterruptedException {
    for (int i = 0; i < count; i++) {
      String receipt = receipts.take();
      assertThat(receipt).as("the service ended before its time").isNotEqualTo(END);
      ids.add(receipt.substring(receipt.indexOf(' ') + 1));
    }
  }

  private int verifyUntil(AtomicBoolean done) {
    int times = 0;
    while (!done.get()) {
      verify();
      times++;
    }
    return times;
  }

  private VerificationReport verify() {
    try (AuditDeployment deployment = config().deploy();
        AuditLogReader reader = deployment.openReader()) {
      VerificationReport report = reader.verify(VerifyRequest.standard());
      assertThat(report.findings()).isEmpty();
      assertThat(report.verdict()).isEqualTo(Verdict.OK);
      return report;
    }
  }

  private void assertInLog(Set<String> ids) {
    Set<String> missing = new HashSet<>(ids);
    try (AuditDeployment deployment = config().deploy();
        AuditLogReader reader = deployment.openReader();
        RecordCursor records = reader.query(AuditQuery.all())) {
      records.forEachRemaining(record -> missing.remove(record.id()));
    }
    assertThat(missing).isEmpty();
  }

  private void rotate(@Nullable String to) {
    try (AuditDeployment deployment = config().deploy();
        LogMaintenance log = deployment.openMaintenance()) {
      log.rotateKey(to, new RotationSteps());
    }
  }

  private AuditConfig config() {
    return AuditConfig.load(home.source());
  }

  private void replaceConfig(List<String> keys) {
    Path draft = home.file("config.yaml.new", "audit: {keys: [" + String.join(", ", keys) + "]}");
    try {
      Files.move(draft, folder.resolve("config.yaml"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process service() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            Service.class.getName(),
            folder.toString(),
            Integer.toString(EVENTS))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
