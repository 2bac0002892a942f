package io.offgrid.audit.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.ConfigurationException;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.runtime.KeyStatus;
import io.offgrid.audit.runtime.KeyStatus.Standing;
import io.offgrid.audit.runtime.KeyStatus.State;
import io.offgrid.audit.runtime.LogMaintenance;
import io.offgrid.audit.runtime.RotationSteps;
import io.offgrid.audit.runtime.VerifyOnStart;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRotationTest {
  private static final AuditEvent EVENT = AuditEvent.builder("auth").userId("ann").build();
  private static final String FIRST = "the first key of them all";
  private static final String SECOND = "the second key after it";
  private static final String FIRST_ID = SigningKey.parse(FIRST).id();
  private static final String SECOND_ID = SigningKey.parse(SECOND).id();

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void home() {
    home = Home.in(folder);
  }

  private AuditConfig config() {
    return AuditConfig.load(home.source());
  }

  private void record() {
    try (AuditDeployment deployment = config().deploy();
        AuditLog log = deployment.openLog(VerifyOnStart.TAIL)) {
      log.recordAndWait(EVENT);
    }
  }

  private List<String> rotate(@Nullable String to) {
    RotationSteps steps = new RotationSteps();
    try (AuditDeployment deployment = config().deploy();
        LogMaintenance log = deployment.openMaintenance()) {
      log.rotateKey(to, steps);
    }
    return steps.taken();
  }

  private KeyStatus status() {
    try (AuditDeployment deployment = config().deploy()) {
      return deployment.keyStatus();
    }
  }

  private VerificationReport verify() {
    try (AuditDeployment deployment = config().deploy();
        AuditLogReader reader = deployment.openReader()) {
      return reader.verify(VerifyRequest.standard());
    }
  }

  private void assertIntact(long events) {
    VerificationReport report = verify();
    assertThat(report.findings()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.OK);
    assertThat(report.events()).isEqualTo(events);
  }

  private List<String> ids() {
    return status().keys().stream().map(KeyStatus.Key::id).toList();
  }

  @Test
  void takesAllThreeStepsWithAGeneratedKey() {
    record();
    List<String> steps = rotate(null);
    record();

    List<String> ids = ids();
    assertThat(steps)
        .containsExactly(
            "made " + ids.get(1), "announced " + ids.get(1) + " by 2", "retired " + ids.get(0));
    assertThat(status().keys())
        .extracting(KeyStatus.Key::state)
        .containsExactly(State.RETIRED, State.CURRENT);
    assertThat(status().standing()).isEqualTo(Standing.AGREES);
    assertIntact(3);
    assertThat(verify().trust().keyIds()).isEqualTo(ids);
  }

  @Test
  void goesOnWithTheKeyThatIsPrepared() {
    home.file("config.yaml", "audit: {hmac_key_file: my.key}");
    home.file("my.key", FIRST + "\n");
    record();
    home.file("my.key", FIRST + "\nnext " + SECOND + "\n");
    assertThat(status().standing()).isEqualTo(Standing.PREPARED);
    assertThat(rotate(SECOND_ID))
        .containsExactly(
            "found " + SECOND_ID, "announced " + SECOND_ID + " by 2", "retired " + FIRST_ID);
    assertThat(folder.resolve("my.key")).hasContent(FIRST + "\n" + SECOND + "\n");
    assertThat(rotate(SECOND_ID)).containsExactly("due " + SECOND_ID);
    assertIntact(2);
  }

  @Test
  void goesToNoOtherKeyThanTheOneAskedFor() {
    home.file("config.yaml", "audit: {hmac_key_file: my.key}");
    Path file = home.file("my.key", FIRST + "\n");
    record();
    assertThatThrownBy(() -> rotate("12345678"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("%s: nothing was rotated: no key 12345678 is marked next", file);
    home.file("my.key", FIRST + "\nnext " + SECOND + "\n");
    assertThatThrownBy(() -> rotate("12345678"))
        .hasMessage(
            "%s: nothing was rotated: no key 12345678 is marked next, but key %s is",
            file, SECOND_ID);
    assertIntact(1);
  }

  @Test
  void rotatesNoLogThatIsNotThere() {
    assertThatThrownBy(() -> rotate(null))
        .isInstanceOf(AuditException.class)
        .hasMessage(
            "there is no log at %s, or its head is gone: no key was rotated; a new log simply begins with a new key",
            folder.resolve("audit"));
    assertThat(folder.resolve("audit")).doesNotExist();
    assertThat(folder.resolve("audit.key")).doesNotExist();
  }

  @Test
  void tellsWhatToAddToKeysInTheConfiguration() {
    home.file("config.yaml", "audit: {keys: [" + FIRST + "]}");
    record();
    assertThatThrownBy(() -> rotate(null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            audit.keys in %s: nothing was rotated, since only you change this file. Make a key with: openssl rand -hex 32
            and add it there as the last entry of audit.keys:
              - "next hex:THE 64 DIGITS"
            Do so wherever this log is written or verified. Then 'offgrid audit key show' tells its key_id, and 'offgrid audit key rotate --to KEY_ID' goes over to it.
            Or put the keys, one a line, into a file that hmac_key_file names (chmod 600): then 'offgrid audit key rotate' does all of this by itself.""",
            folder.resolve("config.yaml"));
    assertIntact(1);
  }

  @Test
  void tellsHowASingleKeyBecomesAList() {
    home.file("config.yaml", "audit: {hmac_key: " + FIRST + "}");
    record();
    assertThatThrownBy(() -> rotate(null))
        .hasMessageContaining(
            """
            replace audit.hmac_key by a list, the old key first:
              keys:
                - "THE KEY THAT IS IN hmac_key NOW"
                - "next hex:THE 64 DIGITS"
            """)
        .hasMessageNotContaining(FIRST);
  }

  @Test
  void leavesTheMarkInTheConfigurationToItsOwner() {
    home.file("config.yaml", "audit: {hmac_key: " + FIRST + "}");
    record();
    home.file("config.yaml", "audit: {keys: [" + FIRST + ", next " + SECOND + "]}");
    assertThat(rotate(SECOND_ID))
        .containsExactly(
            "found " + SECOND_ID, "announced " + SECOND_ID + " by 2", "marked " + SECOND_ID + " ");
    record();
    assertThat(status().standing()).isEqualTo(Standing.UNFINISHED);
    assertThat(rotate(null)).containsExactly("marked " + SECOND_ID + " ");
    assertIntact(3);
    home.file("config.yaml", "audit: {keys: [" + FIRST + ", " + SECOND + "]}");
    record();
    assertThat(status().standing()).isEqualTo(Standing.AGREES);
    assertIntact(4);
  }

  @Test
  void saysWhatIsWrongWhenTheMarkWasForgotten() {
    home.file("config.yaml", "audit: {keys: [" + FIRST + "]}");
    record();
    home.file("config.yaml", "audit: {keys: [" + FIRST + ", " + SECOND + "]}");
    assertThat(status().standing()).isEqualTo(Standing.RETIRED);
    assertThatThrownBy(() -> rotate(SECOND_ID))
        .isInstanceOf(AuditException.class)
        .hasMessageContaining(
            "If you just added the key behind it, mark that as \"next \" and run 'offgrid audit key"
                + " rotate'.");
    home.file("config.yaml", "audit: {keys: [" + SECOND + "]}");
    assertThat(status().standing()).isEqualTo(Standing.UNKNOWN);
  }

  @Test
  void goesOnWhereTheMarkCannotBeTakenOff() {
    String name = "k".repeat(250);
    home.file("config.yaml", "audit: {hmac_key_file: " + name + "}");
    home.file(name, FIRST + "\nnext " + SECOND + "\n");
    record();
    assertThat(rotate(null))
        .hasSize(3)
        .last()
        .asString()
        .startsWith("marked " + SECOND_ID + " the key file ");
    record();
    assertThat(status().standing()).isEqualTo(Standing.UNFINISHED);
    assertIntact(3);
  }

  @Test
  void losesNoKeyHoweverManyRotateAtOnce() throws Exception {
    record();
    int rotations = 6;
    ExecutorService threads = Executors.newFixedThreadPool(rotations);
    try {
      CyclicBarrier start = new CyclicBarrier(rotations);
      Callable<List<String>> rotating =
          () -> {
            start.await();
            return rotate(null);
          };
      List<Future<List<String>>> all =
          IntStream.range(0, rotations).mapToObj(i -> threads.submit(rotating)).toList();
      for (Future<List<String>> one : all) {
        assertThat(one.get().get(one.get().size() - 1)).startsWith("retired ");
      }
    } finally {
      threads.shutdownNow();
    }
    KeyRing ring = config().parts().keys().load();
    assertThat(ring.next()).isEmpty();
    assertThat(ring.keys()).hasSizeBetween(2, 1 + rotations);
    assertIntact(ring.keys().size());
    assertThat(status().standing()).isEqualTo(Standing.AGREES);
  }
}
