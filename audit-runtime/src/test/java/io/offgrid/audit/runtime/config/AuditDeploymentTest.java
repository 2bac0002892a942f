package io.offgrid.audit.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.RecordResult;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.runtime.VerifyOnStart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditDeploymentTest {
  private static final AuditEvent EVENT = AuditEvent.builder("auth_success").userId("ann").build();

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void home() {
    home = Home.in(folder);
  }

  private static RecordResult record(AuditConfig config) {
    try (AuditDeployment deployment = config.deploy();
        AuditLog log = deployment.openLog(VerifyOnStart.TAIL)) {
      return log.recordAndWait(EVENT);
    }
  }

  @Test
  void recordsWithoutAnyConfiguration() {
    AuditConfig config = AuditConfig.load(home.source());
    assertThat(record(config)).isInstanceOf(RecordResult.Recorded.class);
    assertThat(folder.resolve("audit.key")).content().matches("hex:[0-9a-f]{64}\n");
    try (AuditDeployment deployment = config.deploy();
        AuditLogReader reader = deployment.openReader()) {
      assertThat(reader.verify(VerifyRequest.standard()).verdict()).isEqualTo(Verdict.OK);
      assertThat(deployment.location()).contains(folder.resolve("audit").toString());
    }
  }

  @Test
  void keepsItsKeyFromOneOpeningToTheNext() throws IOException {
    AuditConfig config = AuditConfig.load(home.source());
    record(config);
    String key = Files.readString(folder.resolve("audit.key"));
    record(AuditConfig.load(home.source()));
    assertThat(folder.resolve("audit.key")).hasContent(key);
    try (AuditDeployment deployment = config.deploy();
        AuditLogReader reader = deployment.openReader()) {
      assertThat(reader.verify(VerifyRequest.standard()).events()).isEqualTo(2);
    }
  }

  @Test
  void makesNoNewKeyForALogThatLostItsOwn() throws IOException {
    record(AuditConfig.load(home.source()));
    Path key = folder.resolve("audit.key");
    Files.delete(key);
    assertThatThrownBy(() -> record(AuditConfig.load(home.source())))
        .isInstanceOf(AuditException.class)
        .hasMessage(
            "there is a log in %s, but its key file %s is gone: restore it from a backup, or name the key by hmac_key_file or hmac_key",
            folder.resolve("audit"), key);
    Files.delete(folder.resolve("audit/chain.hash"));
    assertThatThrownBy(() -> record(AuditConfig.load(home.source())))
        .isInstanceOf(AuditException.class)
        .hasMessageContaining("is gone: restore it from a backup");
    assertThat(key).doesNotExist();
  }

  @Test
  void makesNoKeyWhereOneIsNamed() {
    record(home.load("audit: {hmac_key: 16 bytes of key.}"));
    assertThat(folder.resolve("audit.key")).doesNotExist();
  }

  @Test
  void makesNothingToRead() throws IOException {
    try (AuditDeployment deployment = AuditConfig.load(home.source()).deploy();
        AuditLogReader reader = deployment.openReader()) {
      try (RecordCursor records = reader.query(AuditQuery.all())) {
        assertThat(records.hasNext()).isFalse();
      }
      assertThatThrownBy(reader::head)
          .isInstanceOf(AuditException.class)
          .hasMessageContaining(
              "the key file %s does not exist: it is made when the first event is recorded"
                  .formatted(folder.resolve("audit.key")));
    }
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void recordsNothingWhenAuditingIsDisabled() throws IOException {
    assertThat(record(home.load("audit: {enabled: false}")))
        .isInstanceOf(RecordResult.Disabled.class);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("config.yaml"));
    }
  }

  @Test
  void readsWhatWasRecordedBeforeAuditingWasDisabled() {
    record(AuditConfig.load(home.source()));
    try (AuditDeployment deployment = home.load("audit: {enabled: false}").deploy();
        AuditLog log = deployment.openLog(VerifyOnStart.FULL);
        RecordCursor records = log.query(AuditQuery.all())) {
      assertThat(records.next().userId()).contains("ann");
    }
  }

  @Test
  void tellsTheTimeOfTheClockThatAModuleBinds() {
    AuditConfig config =
        home.load("audit:", "  modules: [" + UserModulesTest.FrozenClock.class.getName() + "]");
    assertThat(record(config))
        .isInstanceOfSatisfying(
            RecordResult.Recorded.class,
            recorded ->
                assertThat(recorded.receipt().timestamp()).isEqualTo(UserModulesTest.FROZEN));
  }

  @Test
  void opensTheLogAsTheSettingsSay() {
    AuditConfig config =
        home.load(
            "audit:",
            "  origin: plant-7",
            "  on_unstorable: refuse",
            "  hmac_key: 16 bytes of key.");
    record(config);
    try (AuditDeployment deployment = config.deploy();
        AuditLog log = deployment.openLog(VerifyOnStart.TAIL)) {
      assertThat(log.head().origin()).isEqualTo("plant-7");
      AuditEvent unstorable = AuditEvent.builder("auth").userId("\uD800").build();
      assertThatThrownBy(() -> log.recordAndWait(unstorable)).isInstanceOf(AuditException.class);
    }
  }

  @Test
  void hasTheInstalledExporters() {
    try (AuditDeployment deployment = AuditConfig.load(home.source()).deploy()) {
      assertThat(deployment.exporterTypes()).containsExactly("csv", "json", "jsonl");
      assertThat(deployment.exporter("csv").mediaType()).startsWith("text/csv");
      assertThat(deployment.exporter("csv")).isSameAs(deployment.exporter("csv"));
      assertThatThrownBy(() -> deployment.exporter("cvs"))
          .isInstanceOf(AuditException.class)
          .hasMessage("there is no exporter of type cvs; did you mean csv?");
      assertThatThrownBy(() -> deployment.exporter("parquet"))
          .isInstanceOf(AuditException.class)
          .hasMessage("there is no exporter of type parquet; known are: csv, json, jsonl");
    }
  }

  @Test
  void givesExportersTheirSettings() throws IOException {
    AuditConfig config = home.load("audit: {exporters: {csv: {header: false}}}");
    record(config);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (AuditDeployment deployment = config.deploy();
        AuditLogReader reader = deployment.openReader();
        RecordCursor records = reader.query(AuditQuery.all())) {
      deployment.exporter("csv").export(records, out);
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("\"evt_");
  }

  @Test
  void mayBeClosedTwice() {
    AuditDeployment deployment = AuditConfig.load(home.source()).deploy();
    deployment.close();
    deployment.close();
    assertThatThrownBy(() -> deployment.openLog(VerifyOnStart.TAIL))
        .isInstanceOf(AuditException.class);
  }
}
