package io.offgrid.audit.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.ConfigurationException;
import io.offgrid.audit.runtime.Durability;
import io.offgrid.audit.runtime.OnTamper;
import io.offgrid.audit.runtime.OnUnstorable;
import io.offgrid.audit.runtime.VerifyOnStart;
import io.offgrid.audit.spi.Secret;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditSettingsTest {
  private static final String[] EVERYTHING = {
    "server:",
    "  port: 8080",
    "audit:",
    "  enabled: no",
    "  max_size_mb: 25",
    "  max_age_days: 7",
    "  retention_days: 365",
    "  hmac_key: hex:000102030405060708090a0b0c0d0e0f",
    "  dir: logs/../trail",
    "  origin: plant-7",
    "  store:",
    "    type: memory",
    "  durability: buffered",
    "  queue_capacity: 77",
    "  queue_timeout: 1500ms",
    "  fail_open: true",
    "  max_event_bytes: 65536",
    "  on_unstorable: refuse",
    "  verify_on_start: off",
    "  on_tamper: refuse",
    "  retention_ignores_sinks: yes",
    "  sinks:",
    "    - type: recording",
    "      name: mirror",
    "      channel: everything",
    "  exporters:",
    "    csv:",
    "      header: false",
    "  modules:",
    "    - " + UserModulesTest.FrozenClock.class.getName(),
  };

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void home() {
    home = Home.in(folder);
  }

  @Test
  void holdTheirDefaultsWithoutAFile() {
    AuditSettings settings = AuditConfig.load(home.source()).settings();
    assertThat(settings.enabled()).isTrue();
    assertThat(settings.maxSizeMb()).isEqualTo(10);
    assertThat(settings.maxAgeDays()).isEqualTo(30);
    assertThat(settings.retentionDays()).isEqualTo(90);
    assertThat(settings.hmacKey()).isEmpty();
    assertThat(settings.hmacKeyFile()).isEmpty();
    assertThat(settings.keys()).isEmpty();
    assertThat(settings.dir()).isEqualTo(folder.resolve("audit"));
    assertThat(settings.origin()).isEmpty();
    assertThat(settings.store().type()).isEqualTo("file");
    assertThat(settings.durability()).isEqualTo(Durability.SYNC);
    assertThat(settings.queueCapacity()).isEqualTo(8192);
    assertThat(settings.queueTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.failOpen()).isFalse();
    assertThat(settings.maxEventBytes()).isEqualTo(1 << 20);
    assertThat(settings.onUnstorable()).isEqualTo(OnUnstorable.REPAIR);
    assertThat(settings.verifyOnStart()).isEmpty();
    assertThat(settings.onTamper()).isEqualTo(OnTamper.CONTINUE);
    assertThat(settings.retentionIgnoresSinks()).isFalse();
    assertThat(settings.syslog()).isEmpty();
    assertThat(settings.webhook()).isEmpty();
    assertThat(settings.sinks()).isEmpty();
    assertThat(settings.exporters()).isEmpty();
    assertThat(settings.server()).isEmpty();
    assertThat(settings.modules()).isEmpty();
  }

  @Test
  void takeEveryKeyOfTheFile() {
    AuditSettings settings = home.load(EVERYTHING).settings();
    assertThat(settings.enabled()).isFalse();
    assertThat(settings.maxSizeMb()).isEqualTo(25);
    assertThat(settings.maxAgeDays()).isEqualTo(7);
    assertThat(settings.retentionDays()).isEqualTo(365);
    assertThat(settings.hmacKey()).contains(new Secret("hex:000102030405060708090a0b0c0d0e0f"));
    assertThat(settings.dir()).isEqualTo(folder.resolve("trail"));
    assertThat(settings.origin()).contains("plant-7");
    assertThat(settings.store().type()).isEqualTo("memory");
    assertThat(settings.durability()).isEqualTo(Durability.BUFFERED);
    assertThat(settings.queueCapacity()).isEqualTo(77);
    assertThat(settings.queueTimeout()).isEqualTo(Duration.ofMillis(1500));
    assertThat(settings.failOpen()).isTrue();
    assertThat(settings.maxEventBytes()).isEqualTo(65536);
    assertThat(settings.onUnstorable()).isEqualTo(OnUnstorable.REFUSE);
    assertThat(settings.verifyOnStart()).contains(VerifyOnStart.OFF);
    assertThat(settings.onTamper()).isEqualTo(OnTamper.REFUSE);
    assertThat(settings.retentionIgnoresSinks()).isTrue();
    assertThat(settings.sinks()).hasToString("[[type, name, channel]]");
    assertThat(settings.exporters()).hasToString("{csv=[header]}");
    assertThat(settings.modules()).containsExactly(UserModulesTest.FrozenClock.class.getName());
  }

  @Test
  void areDescribedWithTheirPlacesAndWithoutSecrets() {
    assertThat(home.load(EVERYTHING).describe())
        .containsExactly(
            new Described("audit.enabled", "false", "line 4"),
            new Described("audit.max_size_mb", "25", "line 5"),
            new Described("audit.max_age_days", "7", "line 6"),
            new Described("audit.retention_days", "365", "line 7"),
            new Described("audit.hmac_key", "****", "line 8"),
            new Described("audit.hmac_key_file", "not set", "default"),
            new Described("audit.keys", "none", "default"),
            new Described("audit.dir", folder.resolve("trail").toString(), "line 9"),
            new Described("audit.origin", "plant-7", "line 10"),
            new Described("audit.store", "memory", "line 11"),
            new Described("audit.store.disk", "not set", "default"),
            new Described("audit.durability", "buffered", "line 13"),
            new Described("audit.queue_capacity", "77", "line 14"),
            new Described("audit.queue_timeout", "1500ms", "line 15"),
            new Described("audit.fail_open", "true", "line 16"),
            new Described("audit.max_event_bytes", "65536", "line 17"),
            new Described("audit.on_unstorable", "refuse", "line 18"),
            new Described("audit.verify_on_start", "off", "line 19"),
            new Described("audit.on_tamper", "refuse", "line 20"),
            new Described("audit.retention_ignores_sinks", "true", "line 21"),
            new Described("audit.syslog", "not set", "default"),
            new Described("audit.webhook", "not set", "default"),
            new Described("audit.sinks", "mirror", "line 22"),
            new Described("audit.sinks.mirror.enabled", "true", "default"),
            new Described("audit.sinks.mirror.types", "none", "default"),
            new Described("audit.sinks.mirror.min_severity", "not set", "default"),
            new Described("audit.sinks.mirror.batch_size", "100", "default"),
            new Described("audit.sinks.mirror.batch_wait", "200ms", "default"),
            new Described("audit.sinks.mirror.timeout", "10s", "default"),
            new Described("audit.sinks.mirror.retry", "not set", "default"),
            new Described("audit.sinks.mirror.start_at", "beginning", "default"),
            new Described("audit.sinks.mirror.on_reject", "park", "default"),
            new Described("audit.sinks.mirror.drain_timeout", "5s", "default"),
            new Described("audit.sinks.mirror.channel", "everything", "line 25"),
            new Described("audit.sinks.mirror.secret", "none", "default"),
            new Described("audit.sinks.mirror.from", "not set", "default"),
            new Described("audit.sinks.mirror.to", "not set", "default"),
            new Described("audit.exporters", "csv", "line 26"),
            new Described("audit.exporters.csv.header", "false", "line 28"),
            new Described("audit.exporters.csv.neutralize_formulas", "true", "default"),
            new Described("audit.server", "not set", "default"),
            new Described("audit.modules", UserModulesTest.FrozenClock.class.getName(), "line 29"));
  }

  @Test
  void takeAKeyFileInTheHome() {
    home.file("my.key", "hex:000102030405060708090a0b0c0d0e0f\n");
    AuditConfig config = home.load("audit:", "  hmac_key_file: my.key");
    assertThat(config.settings().hmacKeyFile()).contains(folder.resolve("my.key"));
    assertThat(config.describe())
        .contains(
            new Described("audit.hmac_key_file", folder.resolve("my.key").toString(), "line 2"));
  }

  @Test
  void takeSeveralKeys() {
    AuditConfig config =
        home.load("audit:", "  keys:", "  - a key of old times", "  - a key of these times");
    assertThat(config.settings().keys())
        .containsExactly(new Secret("a key of old times"), new Secret("a key of these times"));
    assertThat(config.describe()).contains(new Described("audit.keys", "****, ****", "line 2"));
  }

  @Test
  void sayWhichKeyFileIsGenerated() {
    assertThat(AuditConfig.load(home.source()).describe())
        .contains(
            new Described(
                "audit.hmac_key_file", folder.resolve("audit.key").toString(), "default"));
  }

  @Test
  void takeTheStoreAsAWord() {
    assertThat(home.load("audit: {store: memory}").settings().store().type()).isEqualTo("memory");
  }

  @Test
  void describeTheSettingsOfTheStore() {
    assertThat(home.load("audit:", "  store: {type: file, dir: elsewhere}").describe())
        .contains(
            new Described("audit.store", "file", "line 2"),
            new Described("audit.store.dir", folder.resolve("elsewhere").toString(), "line 2"));
  }

  @Test
  void believeTheCommandLineAboutTheDirectory() {
    home.file("config.yaml", "audit:\n  dir: 'elsewhere'\n");
    Path named = folder.resolve("${odd} dir");
    AuditConfig config = AuditConfig.load(ConfigSource.of(home.environment(), null, named));
    assertThat(config.settings().dir()).isEqualTo(named);
    assertThat(config.describe()).contains(new Described("audit.dir", named.toString(), "--dir"));
  }

  @Test
  void doNotLetTheStoreSilentlyOverruleTheCommandLine() {
    Path file = home.file("config.yaml", "audit:\n  store: {type: file, dir: elsewhere}\n");
    ConfigSource source = ConfigSource.of(home.environment(), null, folder.resolve("backup"));
    assertThatThrownBy(() -> AuditConfig.load(source))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            file
                + ": line 2: audit.store.dir says where the log is, so that --dir could not; use"
                + " audit.dir instead");
  }

  @Test
  void knowTheUsersHome() {
    assertThat(home.load("audit: {dir: ~/trail}").settings().dir())
        .isEqualTo(Path.of("/home/somebody/trail"));
  }

  @Test
  void neverPrintSecrets() {
    AuditSettings settings = home.load(EVERYTHING).settings();
    assertThat(settings.toString()).contains("hmacKey=Optional[****]").doesNotContain("000102");
  }

  @Test
  void areAllInTheTestAbove() {
    List<String> keys = new ArrayList<>();
    for (RecordComponent component : AuditSettings.class.getRecordComponents()) {
      keys.add(component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
    }
    keys.removeAll(List.of("hmac_key_file", "keys", "syslog", "webhook", "server"));
    assertThat(Arrays.stream(EVERYTHING).filter(line -> line.matches("  [a-z].*")))
        .map(line -> line.strip().replaceFirst(":.*", ""))
        .containsAll(keys);
  }
}
