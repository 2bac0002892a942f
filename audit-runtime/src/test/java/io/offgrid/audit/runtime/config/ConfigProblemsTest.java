package io.offgrid.audit.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.ConfigurationException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigProblemsTest {
  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void home() {
    home = Home.in(folder);
  }

  @Test
  void allOfThemAreSaidAtOnce() {
    assertThatThrownBy(
            () ->
                home.load(
                    "audit:", "  max_siz_mb: 3", "  max_age_days: ten", "  durability: always"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "%1$s: line 2: audit.max_siz_mb is not a known key; did you mean max_size_mb?%n%1$s: line 3: audit.max_age_days must be a whole number, not \"ten\"%n%1$s: line 4: audit.durability must be sync or buffered, not \"always\""
                .formatted(folder.resolve("config.yaml")));
  }

  @Test
  void valuesBeyondTheirLimits() {
    assertThat(
            home.problems(
                "audit:",
                "  max_size_mb: 0",
                "  max_age_days: 36501",
                "  retention_days: -1",
                "  queue_capacity: 1048577",
                "  max_event_bytes: 65535",
                "  queue_timeout: 25h",
                "  origin: a b"))
        .containsExactly(
            "line 2: audit.max_size_mb must be from 1 to 1048576, not 0",
            "line 3: audit.max_age_days must be from 1 to 36500, not 36501",
            "line 4: audit.retention_days must be from 1 to 36500, not -1",
            "line 5: audit.queue_capacity must be from 1 to 1048576, not 1048577",
            "line 6: audit.max_event_bytes must be from 65536 to 16777216, not 65535",
            "line 7: audit.queue_timeout must be from 0s to 24h",
            "line 8: audit.origin must be 1 to 64 characters of printable ASCII without space, +"
                + " and /");
  }

  @Test
  void limitsThemselvesAreFine() {
    assertThat(
            home.load(
                    "audit:",
                    "  max_size_mb: 1048576",
                    "  max_age_days: 1",
                    "  queue_timeout: 0s",
                    "  max_event_bytes: 16777216",
                    "  origin: '!~" + "x".repeat(62) + "'")
                .settings()
                .maxEventBytes())
        .isEqualTo(16 << 20);
  }

  @Test
  void wordsThatAreNoNumbers() {
    assertThat(
            home.problems(
                "audit:",
                "  max_size_mb: 1e3",
                "  max_age_days: 010",
                "  retention_days: 99999999999",
                "  queue_capacity: 1_000",
                "  max_event_bytes: 0x10000"))
        .containsExactly(
            "line 2: audit.max_size_mb must be a whole number, not \"1e3\"",
            "line 3: audit.max_age_days must be a whole number, not \"010\"",
            "line 4: audit.retention_days must be a whole number, not \"99999999999\"",
            "line 5: audit.queue_capacity must be a whole number, not \"1_000\"",
            "line 6: audit.max_event_bytes must be a whole number, not \"0x10000\"");
  }

  @Test
  void wordsOfTheWrongKind() {
    assertThat(
            home.problems(
                "audit:",
                "  enabled: 1",
                "  queue_timeout: 10",
                "  on_unstorable: Repair",
                "  on_tamper: stop",
                "  verify_on_start: maybe",
                "  dir: ''"))
        .containsExactly(
            "line 2: audit.enabled must be true or false, not \"1\"",
            "line 3: audit.queue_timeout must be a duration such as 500ms, 5s, 10m, 24h or 7d, not"
                + " \"10\"",
            "line 4: audit.on_unstorable must be repair or refuse, not \"Repair\"",
            "line 5: audit.on_tamper must be refuse or continue, not \"stop\"",
            "line 6: audit.verify_on_start must be full, background, tail or off, not \"maybe\"",
            "line 7: audit.dir must be a path, not \"\"");
  }

  @Test
  void shapesOfTheWrongKind() {
    assertThat(
            home.problems(
                "audit:",
                "  enabled: [true]",
                "  hmac_key: {hex: abc}",
                "  store: [file]",
                "  exporters: csv",
                "  modules: com.example.Mine",
                "  origin:"))
        .containsExactly(
            "line 2: audit.enabled must be true or false, not a list",
            "line 3: audit.hmac_key must be a text, not a mapping",
            "line 4: audit.store must be a type or a mapping with type, not a list",
            "line 5: audit.exporters must be a mapping, not a single value",
            "line 6: audit.modules must be a list, not a single value",
            "line 7: audit.origin has no value; give it a text, or leave it out");
  }

  @Test
  void onlyOneWayToNameKeys() {
    home.file("my.key", "hex:000102030405060708090a0b0c0d0e0f\n");
    assertThat(
            home.problems(
                "audit:",
                "  hmac_key_file: my.key",
                "  keys: [a key that is long enough]",
                "  hmac_key: another that is long enough"))
        .containsExactly(
            "line 3: audit.keys: only one of hmac_key, hmac_key_file and keys may be given",
            "line 4: audit.hmac_key: only one of hmac_key, hmac_key_file and keys may be given");
  }

  @Test
  void unknownKeysThatResembleNone() {
    assertThat(home.problems("audit: {zzz: 1}"))
        .containsExactly(
            "line 1: audit.zzz is not a known key; known are: enabled, max_size_mb, max_age_days,"
                + " retention_days, hmac_key, hmac_key_file, keys, dir, origin, store, durability,"
                + " queue_capacity, queue_timeout, fail_open, max_event_bytes, on_unstorable,"
                + " verify_on_start, on_tamper, retention_ignores_sinks, syslog, webhook, sinks, exporters, server, modules");
  }

  @Test
  void storesAndExportersThatAreNotThere() {
    assertThat(
            home.problems(
                "audit:",
                "  store: flie",
                "  exporters:",
                "    cvs: {header: false}",
                "    csv: {headers: false}"))
        .containsExactly(
            "line 2: audit.store: there is no store of type flie; did you mean file?",
            "line 4: audit.exporters: there is no exporter of type cvs; did you mean csv?",
            "line 5: audit.exporters.csv.headers is not a known key; did you mean header?");
  }

  @Test
  void aStoreWithoutItsType() {
    assertThat(home.problems("audit:", "  store:", "    dir: x"))
        .containsExactly("line 2: audit.store.type is missing");
  }

  @Test
  void settingsThatTheStoreDoesNotHave() {
    assertThat(home.problems("audit:", "  store:", "    type: file", "    dri: x"))
        .containsExactly("line 4: audit.store.dri is not a known key; did you mean dir?");
  }

  @Test
  void keysThatAreNone() {
    assertThat(home.problems("audit: {hmac_key: 'hex:zz'}"))
        .containsExactly("line 1: audit.hmac_key: not a valid hex: key");
    assertThat(home.problems("audit: {hmac_key: ''}"))
        .containsExactly("line 1: audit.hmac_key: a key must not be empty");
    assertThat(home.problems("audit:", "  keys: []"))
        .containsExactly("line 2: audit.keys: there is no key");
    assertThat(home.problems("audit:", "  keys:", "    - good enough to be a key", "    - hex:0"))
        .containsExactly("line 2: audit.keys: key 2: not a valid hex: key");
  }

  @Test
  void neverQuoteASecret() {
    assertThat(
            home.problems(
                    "audit:",
                    "  hmac_key: hex:5ecret5ecret5ecret!",
                    "  keys: 5ecret",
                    "  hmac_key_file: [5ecret]")
                .toString())
        .doesNotContain("5ecret");
  }

  @Test
  void doubledKeysAtEveryDepth() {
    assertThat(
            home.problems(
                "audit:",
                "  enabled: true",
                "  enabled: false",
                "  exporters:",
                "    csv: {header: true, header: false}",
                "audit:",
                "  enabled: true"))
        .containsExactly(
            "line 3: audit.enabled is there twice",
            "line 5: audit.exporters.csv.header is there twice",
            "line 6: audit is there twice");
  }
}
