package io.offgrid.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.runtime.AuditLogBuilder;
import io.offgrid.audit.store.file.FileStore;
import io.offgrid.audit.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code prune} and {@code set-aside}. */
class WholeLifeIT {
  private static final String KEY = "a key that is long enough for tests";

  @TempDir private Path folder;
  private Cli cli;

  /** Ten events of 200 days ago in four segments. */
  @BeforeEach
  void recordLongAgo() throws IOException {
    cli = new Cli(folder);
    cli.configure("audit:\n  hmac_key: \"" + KEY + "\"\n");
    TestClock clock = TestClock.at(Instant.now().minus(Duration.ofDays(200)));
    try (FileStore store = FileStore.open(cli.home().resolve("audit"));
        AuditLog log =
            AuditLogBuilder.on(store, () -> KeyRing.of(SigningKey.parse(KEY)))
                .clock(clock)
                .maxSizeBytes(1000)
                .open()) {
      for (int i = 0; i < 10; i++) {
        log.recordAndWait(AuditEvent.builder("auth").build());
      }
    }
  }

  @Test
  void tellsWhatWouldBePrunedAndWhyNotMore() throws IOException {
    String told = cli.audit("prune", "--dry-run").ended(0).out();

    assertThat(told)
        .containsPattern("events.log.1 +1 to 3 +[0-9T:-]+Z +[0-9,.]+ (B|kB|KiB|bytes)")
        .containsPattern("events.log.3 +7 to 9 ")
        .contains("3 segments, 9 events, ", " would be deleted\n")
        .endsWith("the rest stays: there is no other sealed segment\n");
    assertThat(cli.home().resolve("audit/events.log.1")).exists();
  }

  @Test
  void prunesAndTheLogVerifies() throws IOException {
    JsonNode told = cli.audit("prune", "-o", "json").ended(0).json();

    assertThat(told.at("/segments")).hasSize(3);
    assertThat(told.at("/segments/2/to_seq").asLong()).isEqualTo(9);
    assertThat(told.at("/dry_run").asBoolean()).isFalse();
    assertThat(cli.home().resolve("audit/events.log.1")).doesNotExist();
    assertThat(cli.audit("verify").ended(0).out()).startsWith("OK  2 events");
    assertThat(cli.audit("prune").ended(0).out())
        .as("the segment that was active and too old")
        .contains("1 segment, 1 event, ");
    assertThat(cli.audit("prune").ended(0).out()).startsWith("nothing was deleted\n");
  }

  @Test
  void recordingPrunesByItself() throws IOException {
    cli.audit("record", "--type", "auth").ended(0);

    assertThat(cli.audit("show", "-o", "jsonl", "--type", "retention_prune").ended(0).out())
        .contains("\"from_seq\":1,", "\"to_seq\":9}");
    assertThat(cli.audit("verify").ended(0).out()).startsWith("OK  ");
  }

  @Test
  void doesNotPruneWhatIsDamaged() throws IOException {
    damage("events.log.1");

    assertThat(cli.audit("prune").ended(0).out())
        .contains("nothing was deleted\nheld up: events.log.1 is old enough but does not verify");
    assertThat(cli.home().resolve("audit/events.log.1")).exists();
  }

  @Test
  void setsADamagedLogAside() throws IOException {
    Path log = cli.home().resolve("audit");
    damage("events.log.1");
    cli.audit("verify").ended(1);
    String told =
        cli.audit("set-aside", "--reason", "disk replaced", "--user", "ann").ended(0).out();

    assertThat(told)
        .isEqualTo(
            "the old log is in %s/set-aside-1-10, with 2 findings\na new log goes on from it with seq 11\n"
                .formatted(log));
    assertThat(cli.audit("verify").ended(0).out()).startsWith("OK  1 event");
    assertThat(
            cli.audit("verify", "--dir", log.resolve("set-aside-1-10").toString()).ended(1).out())
        .startsWith("FAILED  2 findings in 10 events");
    assertThat(cli.audit("show", "-o", "jsonl").ended(0).out())
        .contains("\"reason\":\"disk replaced\"", "\"user_id\":\"ann\"", "\"count\":2");
  }

  @Test
  void doesNotSetAsideWhatVerifies() throws IOException {
    assertThat(cli.audit("set-aside", "--reason", "x").ended(2).err())
        .contains("the log verifies: there is nothing to set aside");
    cli.audit("set-aside", "--reason", "a fresh start", "--force").ended(0);
    cli.audit("verify").ended(0);
  }

  @Test
  void wantsAReason() throws IOException {
    assertThat(cli.audit("set-aside").ended(2).err()).contains("--reason");
    assertThat(cli.audit("set-aside", "--reason", " ").ended(2).err()).contains("must say why");
  }

  private void damage(String segment) throws IOException {
    Path file = cli.home().resolve("audit").resolve(segment);
    List<String> lines = Files.readAllLines(file);
    lines.set(1, lines.get(1).replace("\"auth\"", "\"auto\""));
    Files.writeString(file, String.join("\n", lines) + "\n");
  }
}
