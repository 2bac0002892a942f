package io.offgrid.audit.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.runtime.VerifyOnStart;
import io.offgrid.audit.runtime.config.AuditConfig;
import io.offgrid.audit.runtime.config.AuditDeployment;
import io.offgrid.audit.runtime.config.ConfigSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That it is recorded from when until when a server was there. */
class PresenceTest {
  @TempDir Path home;

  @Test
  void startAndStopAreRecorded() throws Exception {
    TestServer.configure(home, "port: 0", "tokens:", TokensTest.token("alice", "read"));
    AuditConfig config =
        AuditConfig.load(ConfigSource.of(Map.of("OFFGRID_HOME", home.toString()), null, null));
    List<AuditRecord> records = new ArrayList<>();
    int port;
    try (AuditDeployment deployment = config.deploy();
        AuditLog log = deployment.openLog(VerifyOnStart.TAIL)) {
      AuditServer server =
          AuditServer.start(deployment, log, config.settings().server().orElseThrow());
      port = server.port();
      server.close();
      server.close();
      try (RecordCursor cursor = log.query(AuditQuery.all())) {
        cursor.forEachRemaining(records::add);
      }
    }
    assertThat(records)
        .extracting(AuditRecord::type)
        .containsExactly("server_start", "server_stop");
    assertThat(records)
        .allSatisfy(record -> assertThat(record.target()).contains("127.0.0.1:" + port));
    assertThat(records.get(0).detailsJson()).contains("{\"tls\":false,\"tokens\":[\"alice\"]}");
  }
}
