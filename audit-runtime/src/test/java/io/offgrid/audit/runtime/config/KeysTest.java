package io.offgrid.audit.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.chain.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  private static final String STRONG = "hex:000102030405060708090a0b0c0d0e0f";

  @TempDir Path folder;
  private Home home;
  private Path file;

  @BeforeEach
  void home() {
    home = Home.in(folder);
    file = folder.resolve("my.key");
  }

  private static String id(String key) {
    return SigningKey.parse(key).id();
  }

  @Test
  void ofAFileAreOneALineOldestFirst() {
    home.file("my.key", "# ours\n\n" + STRONG + "\n \n#x\nan older one\r\nnext the next one");
    assertThat(new KeyFile(file).load().keys())
        .extracting(SigningKey::id)
        .containsExactly(id(STRONG), id("an older one"), id("the next one"));
    assertThat(new KeyFile(file).load().current().id()).isEqualTo(id("an older one"));
    assertThat(new KeyFile(file).load().next()).isPresent();
  }

  @Test
  void ofAFileAreReadAgainEachTime() {
    home.file("my.key", STRONG);
    KeyFile keys = new KeyFile(file);
    assertThat(keys.load().keys()).hasSize(1);
    home.file("my.key", STRONG + "\nnext the next one\n");
    assertThat(keys.load().keys()).hasSize(2);
  }

  @Test
  void keepTheSpacesAroundThem() {
    home.file("my.key", " a key \n");
    assertThat(new KeyFile(file).load().current().id()).isEqualTo(id(" a key "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rwxrwxrwx"})
  void ofAFileThatOthersCanUseAreRefused(String mode) {
    home.file("my.key", STRONG, mode);
    assertThat(home.problems("audit: {hmac_key_file: my.key}"))
        .singleElement()
        .asString()
        .startsWith(
            "line 1: audit.hmac_key_file: the key file %s can be read or changed by others than its owner (mode 0"
                .formatted(file))
        .endsWith("): chmod 600 " + file);
  }

  @Test
  void areRefusedWithTheModeThatTheFileHas() {
    home.file("my.key", STRONG, "rw-r--r-x");
    assertThatThrownBy(new KeyFile(file)::load)
        .isInstanceOf(AuditException.class)
        .hasMessage(
            "the key file %1$s can be read or changed by others than its owner (mode 0645): chmod 600 %1$s",
            file);
  }

  @Test
  void ofAFileThatIsNotThere() {
    assertThat(home.problems("audit: {hmac_key_file: my.key}"))
        .containsExactly("line 1: audit.hmac_key_file: the key file " + file + " does not exist");
  }

  @Test
  void ofADirectory() throws IOException {
    Files.createDirectory(file);
    assertThat(home.problems("audit: {hmac_key_file: my.key}"))
        .containsExactly(
            "line 1: audit.hmac_key_file: the key file " + file + " is not a regular file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# none\n", "  \n"})
  void ofAnEmptyFile(String text) {
    home.file("my.key", text);
    assertThat(home.problems("audit: {hmac_key_file: my.key}"))
        .containsExactly("line 1: audit.hmac_key_file: the key file " + file + " holds no key");
  }

  @Test
  void ofABinaryFile() throws IOException {
    home.file("my.key", "");
    Files.write(file, new byte[] {1, (byte) 0xFF});
    assertThat(home.problems("audit: {hmac_key_file: my.key}"))
        .containsExactly(
            "line 1: audit.hmac_key_file: the key file " + file + " is not UTF-8 text");
  }

  @Test
  void ofAHugeFile() {
    home.file("my.key", "x".repeat(65537));
    assertThat(home.problems("audit: {hmac_key_file: my.key}"))
        .containsExactly(
            "line 1: audit.hmac_key_file: the key file "
                + file
                + " is larger than 65536 bytes: is it the right file?");
  }

  @Test
  void ofAFileWithABadLineAreNotQuoted() {
    home.file("my.key", STRONG + "\nbase64:5ecret!\n");
    assertThat(home.problems("audit: {hmac_key_file: my.key}"))
        .containsExactly(
            "line 1: audit.hmac_key_file: the key file "
                + file
                + ": key 2: not a valid base64: key");
  }

  @Test
  void thatWereGeneratedAreLookedAtToo() {
    home.file("audit.key", STRONG, "rw-r--r--");
    Path generated = folder.resolve("audit.key");
    assertThatThrownBy(() -> AuditConfig.load(home.source()))
        .hasMessage(
            "configuration: the key file %1$s can be read or changed by others than its owner (mode 0644): chmod 600 %1$s",
            generated);
  }

  @ParameterizedTest
  @ValueSource(strings = {"15 bytes, 15 b.", "your-secret-key", "hex:00"})
  void thatAreWeakDrawAWarning(String key) {
    assertThat(home.load("audit:", "  hmac_key: '" + key + "'").warnings())
        .containsExactly(
            folder.resolve("config.yaml")
                + ": line 2: audit.hmac_key: key "
                + id(key)
                + " is weak, under 16 bytes or an example from the documentation; make one with:"
                + " openssl rand -hex 32");
  }

  @Test
  void thatAreWeakDrawAWarningWhereverTheyAre() {
    home.file("my.key", STRONG + "\nweak\n");
    assertThat(home.load("audit: {hmac_key_file: my.key}").warnings()).hasSize(1);
    assertThat(home.load("audit: {keys: [weak, 16 bytes of key.]}").warnings())
        .singleElement()
        .asString()
        .contains("line 1: audit.keys: key " + id("weak") + " is weak");
  }

  @Test
  void thatAreStrongDrawNone() {
    assertThat(home.load("audit: {hmac_key: 16 bytes of key.}").warnings()).isEmpty();
  }

  @Test
  void inAConfigurationThatOthersCanReadDrawAWarning() {
    Path config = home.file("config.yaml", "audit: {hmac_key: 16 bytes of key.}", "rw-r-----");
    assertThat(AuditConfig.load(home.source()).warnings())
        .containsExactly(
            "%1$s: it holds a secret, and others than its owner can read or change it (mode 0640): chmod 600 %1$s"
                .formatted(config));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hmac_key: '${KEY}'", "keys: ['hex:${KEY}']", "origin: plain"})
  void thatAreNotInTheConfigurationDrawNone(String setting) {
    home.with("KEY", "0001020304050607");
    home.file("config.yaml", "audit: {" + setting + "}", "rw-r--r--");
    assertThat(AuditConfig.load(home.source()).warnings())
        .noneMatch(warning -> warning.contains("holds a secret"));
  }
}
