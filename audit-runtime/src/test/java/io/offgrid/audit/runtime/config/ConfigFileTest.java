package io.offgrid.audit.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
  @TempDir Path folder;
  private Home home;
  private Path file;

  @BeforeEach
  void home() {
    home = Home.in(folder);
    file = folder.resolve("config.yaml");
  }

  private AbstractThrowableAssert<?, ?> assertRefused(String problem) {
    return assertThatThrownBy(() -> AuditConfig.load(home.source()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(file + ": " + problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "# only a comment\n",
        "---\n",
        "\uFEFFaudit:\n",
        "audit:\n",
        "audit: {}\n",
        "audit: ~\n",
        "model: x\n",
        "'audit ': 3\n",
        "server: {audit: 3, audit: 4}\n",
      })
  void withoutSettingsMeansDefaults(String text) {
    home.file("config.yaml", text);
    assertThat(AuditConfig.load(home.source()).settings().maxSizeMb()).isEqualTo(10);
  }

  @Test
  void mayBeWindowsText() {
    home.file("config.yaml", "\uFEFFaudit:\r\n  max_size_mb: 3\r\n");
    assertThat(AuditConfig.load(home.source()).settings().maxSizeMb()).isEqualTo(3);
  }

  @Test
  void mayUseAnchorsAndMergesOutsideOurSection() {
    assertThat(
            home.load(
                    "base: &b {x: 1}",
                    "other: {<<: *b, t: !!binary aGk=, u: !own 3}",
                    "audit: {max_size_mb: 3}")
                .settings()
                .maxSizeMb())
        .isEqualTo(3);
  }

  @Test
  void mustBeThereWhenItIsNamed() {
    Path named = folder.resolve("absent.yaml");
    assertThatThrownBy(() -> AuditConfig.load(ConfigSource.of(home.environment(), named, null)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(named + ": there is no such file");
  }

  @Test
  void mustNotBeADirectory() throws IOException {
    Files.createDirectory(file);
    assertRefused("is not a regular file");
  }

  @Test
  void mustNotPointNowhere() throws IOException {
    Files.createSymbolicLink(file, folder.resolve("gone"));
    assertRefused("cannot be read: there is no such file");
  }

  @Test
  void mustNotBeBehindAFile() throws IOException {
    Files.writeString(folder.resolve("f"), "");
    home.with("OFFGRID_HOME", folder.resolve("f").toString());
    file = folder.resolve("f/config.yaml");
    assertRefused("cannot be read: Not a directory");
  }

  @Test
  void mustBeText() throws IOException {
    Files.write(file, new byte[] {'a', ':', (byte) 0xFF, (byte) 0xFE, 0, 1});
    assertRefused("is not UTF-8 text: is it the right file?");
  }

  @Test
  void mustHoldPrintableText() {
    home.file("config.yaml", "a: 1\nb: \u0000\n");
    assertRefused("line 2: the character U+0000 cannot be in YAML");
  }

  @Test
  void mustNotBeHuge() throws IOException {
    Files.write(file, new byte[(1 << 20) + 1]);
    assertRefused(
        "is 1048577 bytes long, more than the 1048576 of any configuration: is it the right file?");
  }

  @Test
  void mustBeYaml() {
    home.file("config.yaml", "model: x\naudit:\n  modules: [\n");
    assertRefused(
        "line 4, column 1: not YAML: expected the node content, but found '<stream end>'");
  }

  @Test
  void mustBeYamlOutsideOurSectionToo() {
    home.file("config.yaml", "audit: {}\nserver: 'open\n");
    assertRefused("line 3, column 1: not YAML: found unexpected end of stream");
  }

  @Test
  void mustBeOneDocument() {
    home.file("config.yaml", "audit: {}\n---\naudit: {enabled: false}\n");
    assertRefused(
        "line 2, column 1: not YAML: there is a second document (---); only one is allowed");
  }

  @Test
  void mustBeAMapping() {
    home.file("config.yaml", "- audit\n");
    assertRefused("line 1: the file must be a mapping that may have a section audit:");
  }

  @Test
  void mustHaveAMappingForItsSection() {
    home.file("config.yaml", "x: 1\naudit: yes\n");
    assertRefused("line 2: audit must be a mapping, not a single value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*5ecret", "!5ecret!x y", "!5ecret x"})
  void isNotQuotedWhereASecretLooksLikeYaml(String value) {
    home.file("config.yaml", "audit:\n  hmac_key: " + value + "\n");
    assertThatThrownBy(() -> AuditConfig.load(home.source()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("quote")
        .hasMessageNotContaining("5ecret");
  }

  @Test
  void mustNotBeALaughingMatter() {
    StringBuilder text = new StringBuilder("audit:\n  a0: &a0 [x, x]\n");
    for (int i = 1; i < 24; i++) {
      text.append("  a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    home.file("config.yaml", text.toString());
    assertThatThrownBy(() -> AuditConfig.load(home.source()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("is too large, too deep, or contains itself");
  }

  @Test
  void mustNotBeFullOfAliases() {
    home.file("config.yaml", "a: &a [x]\nb: [" + "*a, ".repeat(51) + "]\n");
    assertRefused("line 2: not YAML that can be read: more than 50 aliases (*)");
  }

  @Test
  void mustNotContainItself() {
    home.file("config.yaml", "audit:\n  modules: &m [*m]\n");
    assertThatThrownBy(() -> AuditConfig.load(home.source()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("is too large, too deep, or contains itself");
  }

  @Test
  void mustNotBeDeep() {
    home.file("config.yaml", "\naudit: " + "[".repeat(60) + "]".repeat(60));
    assertRefused("line 2: not YAML that can be read: nested more than 50 deep");
  }

  /** The library knows no place for this one. */
  @Test
  void saysWhereAKeyIsNone() {
    home.file("config.yaml", "  url: \"https://x\n \"k headers:\n      A: \"B audit: [0, 2\n");
    assertRefused(
        "line 2: not YAML that can be read: what follows here is neither a value nor a key; look"
            + " at its indentation and quotes");
  }
}
