package com.example.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.runtime.config.AuditConfig;
import io.offgrid.audit.runtime.config.AuditDeployment;
import io.offgrid.audit.runtime.config.ConfigSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service, over HTTP, and then its log, as an auditor reads it. */
class ServiceTest {
  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path home;
  private AuditConfig config;

  @BeforeEach
  void configure() throws IOException {
    Files.copy(Path.of("config.yaml"), home.resolve("config.yaml"));
    config = load();
  }

  private AuditConfig load() {
    return AuditConfig.load(ConfigSource.in(home, Map.of()));
  }

  private int ask(Composition service, String method, String path, String who, String body)
      throws Exception {
    String basic = Base64.getEncoder().encodeToString(who.getBytes(UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
            .header("Authorization", "Basic " + basic)
            .method(method, BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  private List<String> recorded() {
    List<String> lines = new ArrayList<>();
    try (AuditDeployment deployment = config.deploy();
        AuditLogReader reader = deployment.openReader()) {
      assertThat(reader.verify(VerifyRequest.standard()).verdict()).isEqualTo(Verdict.OK);
      try (RecordCursor records = reader.query(AuditQuery.builder().oldestFirst().build())) {
        while (records.hasNext()) {
          lines.add(line(records.next()));
        }
      }
    }
    return lines;
  }

  private static String line(AuditRecord record) {
    return String.join(
        " ",
        record.type(),
        record.userId().orElse("-"),
        record.source().orElse("-"),
        record.target().orElse("-"),
        record.outcome().orElse("-"),
        record.detailsJson().orElse("-"));
  }

  @Test
  void tellsWhoDidWhatFromWhereToWhomAndHowItEnded() throws Exception {
    try (Composition service = new Composition(config, 0)) {
      assertThat(ask(service, "POST", "/login", "bob:wrong password", "")).isEqualTo(401);
      assertThat(ask(service, "POST", "/login", "bob:hunter2", "")).isEqualTo(204);
      assertThat(ask(service, "PUT", "/users/bob/role", "bob:hunter2", "admin")).isEqualTo(403);
      String alice = "alice:correct horse battery staple";
      assertThat(ask(service, "PUT", "/users/bob/role", alice, "auditor")).isEqualTo(204);
    }

    String password = "{\"method\":\"password\"}";
    assertThat(recorded())
        .containsExactly(
            "user_create - - user/alice success {\"role\":\"admin\"}",
            "user_create - - user/bob success {\"role\":\"user\"}",
            "auth_failure bob 127.0.0.1 - failure " + password,
            "auth_success bob 127.0.0.1 - success " + password,
            "auth_success bob 127.0.0.1 - success " + password,
            "role_change bob 127.0.0.1 user/bob failure {\"from\":\"user\",\"to\":\"admin\"}",
            "auth_success alice 127.0.0.1 - success " + password,
            "role_change alice 127.0.0.1 user/bob success {\"from\":\"user\",\"to\":\"auditor\"}");
  }

  @Test
  void noPasswordIsAnywhereInTheLog() throws Exception {
    try (Composition service = new Composition(config, 0)) {
      ask(service, "POST", "/login", "bob:hunter2", "");
      ask(service, "POST", "/login", "bob:hunter3", "");
    }

    try (Stream<Path> files = Files.walk(home.resolve("audit"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, UTF_8)).doesNotContain("hunter", "battery staple");
      }
    }
  }

  @Test
  void goesOnInTheSameLogAfterARestart() throws Exception {
    new Composition(config, 0).close();
    new Composition(load(), 0).close();

    assertThat(recorded()).hasSize(4);
  }
}
