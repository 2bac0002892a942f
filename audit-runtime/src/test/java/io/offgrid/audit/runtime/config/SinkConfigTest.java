package io.offgrid.audit.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.Severity;
import io.offgrid.audit.runtime.ForwardSettings;
import io.offgrid.audit.runtime.ForwardedSink;
import io.offgrid.audit.runtime.OnReject;
import io.offgrid.audit.runtime.RetrySettings;
import io.offgrid.audit.runtime.StartAt;
import io.offgrid.audit.runtime.VerifyOnStart;
import io.offgrid.audit.testkit.RecordingSink;
import io.offgrid.audit.testkit.RecordingSinkProvider;
import io.offgrid.audit.testkit.SettingsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sinks in the configuration. */
class SinkConfigTest {
  /** A sink that no configuration names. */
  public static final class OwnSink extends AbstractModule {
    static final RecordingSink SINK = new RecordingSink();

    @Override
    protected void configure() {
      Multibinder.newSetBinder(binder(), ForwardedSink.class)
          .addBinding()
          .toInstance(new ForwardedSink("own", "mine", () -> SINK, ForwardSettings.standard()));
    }
  }

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void home() {
    home = Home.in(folder);
  }

  private static void recordOne(AuditConfig config) {
    try (AuditDeployment deployment = config.deploy();
        AuditLog log = deployment.openLog(VerifyOnStart.FULL)) {
      log.recordAndWait(AuditEvent.builder("auth").build());
    }
  }

  private static List<String> received(String channel) {
    return RecordingSinkProvider.made(channel).stream()
        .flatMap(sink -> sink.received().stream())
        .toList();
  }

  @Test
  void everyKeyOfEverySinkIsTaken() {
    AuditConfig config =
        home.load(
            "audit:",
            "  sinks:",
            "    - type: recording",
            "      name: siem-2",
            "      enabled: yes",
            "      types: [auth*, model_load]",
            "      min_severity: warning",
            "      batch_size: 7",
            "      batch_wait: 2s",
            "      timeout: 3s",
            "      retry: {initial: 4s, max: 5m}",
            "      start_at: now",
            "      on_reject: stop",
            "      drain_timeout: 6s",
            "      channel: keys");
    ConfiguredSink sink = config.parts().sinks().get(0);
    assertThat(sink.name()).isEqualTo("siem-2");
    assertThat(sink.forwarding())
        .isEqualTo(
            new ForwardSettings(
                true,
                List.of("auth*", "model_load"),
                Optional.of(Severity.WARNING),
                7,
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Optional.of(new RetrySettings(Duration.ofSeconds(4), Duration.ofMinutes(5))),
                StartAt.NOW,
                OnReject.STOP,
                Duration.ofSeconds(6)));
  }

  @Test
  void whatIsRecordedReachesTheSinksOfTheConfiguration() {
    recordOne(
        home.load(
            "audit:",
            "  sinks:",
            "    - {type: recording, name: one, channel: first}",
            "    - {type: recording, name: two, channel: second}",
            "    - {type: recording, name: off, channel: third, enabled: false}"));
    assertThat(received("first")).hasSize(1);
    assertThat(received("second")).isEqualTo(received("first"));
    assertThat(received("third")).isEmpty();
  }

  @Test
  void aModuleMayAddASinkBesideThoseOfTheConfiguration() {
    recordOne(
        home.load(
            "audit:",
            "  modules: [" + OwnSink.class.getName() + "]",
            "  sinks:",
            "    - {type: recording, name: one, channel: beside}",
            "    - {type: recording, name: two, channel: beside-2}"));
    assertThat(received("beside")).hasSize(1);
    assertThat(received("beside-2")).hasSize(1);
    assertThat(OwnSink.SINK.received()).isEqualTo(received("beside"));
  }

  @Test
  void severalSecretsAreAListASingleTextOrAFile() {
    home.file("secrets", "one\n\ntwo\n");
    AuditConfig config =
        home.load(
            "audit:",
            "  sinks:",
            "    - {type: recording, name: a, secret: single}",
            "    - {type: recording, name: b, secret: [first, second]}",
            "    - {type: recording, name: c, secret_file: secrets}");
    assertThat(config.parts().sinks())
        .extracting(sink -> sink.component().settings().toString())
        .containsExactly(
            "RecordingSinkSettings[channel=default, secret=[****]]",
            "RecordingSinkSettings[channel=default, secret=[****, ****]]",
            "RecordingSinkSettings[channel=default, secret=[****, ****]]");
    assertThat(config.describe())
        .contains(new Described("audit.sinks.b.secret", "****, ****", "line 4"));
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    assertThat(
            home.problems(
                "audit:",
                "  sinks:",
                "    - {type: recording, name: Big}",
                "    - {type: recording}",
                "    - {name: untyped}",
                "    - {type: recordin, name: near}",
                "    - type: recording",
                "      name: twice",
                "      batch_size: 0",
                "      batchsize: 10",
                "      chanel: x",
                "    - {type: recording, name: twice}",
                "    - {type: recording, name: bad, types: [Auth], min_severity: high,"
                    + " retry: {initial: 2m, max: 1m}}",
                "  webhook: {enabled: true}"))
        .containsExactly(
            "line 3: entry 1 of audit.sinks: name must be 1 to 64 lower-case letters, digits, -"
                + " and _, not \"Big\"",
            "line 4: entry 2 of audit.sinks: name is missing",
            "line 5: entry 3 of audit.sinks: type is missing",
            "line 6: audit.sinks.near: there is no sink of type recordin; did you mean recording?",
            "line 9: audit.sinks.twice.batch_size must be from 1 to 10000",
            "line 10: audit.sinks.twice.batchsize is not a known key; did you mean batch_size?",
            "line 11: audit.sinks.twice.chanel is not a known key; did you mean channel?",
            "line 12: entry 6 of audit.sinks: there is a sink twice already, at line 8",
            "line 13: audit.sinks.bad.min_severity must be info, warning or critical, not \"high\"",
            "line 13: audit.sinks.bad.retry.max must not be below initial",
            "line 13: audit.sinks.bad.types must be event types such as auth_failure or auth*, not"
                + " \"Auth\"",
            "line 14: audit.webhook: there is no sink of type webhook; known are: recording");
  }

  @Test
  void theCommonTableInTheReadmeIsThatOfTheSettings() throws IOException {
    assertThat(Files.readString(Path.of("../README.md")))
        .contains(SettingsTable.of(ForwardSettings.class))
        .contains(SettingsTable.of(RetrySettings.class));
  }
}
