package io.offgrid.audit.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.runtime.KeySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that stand in config.yaml, in a process that runs while it is edited. */
class ConfiguredKeysTest {
  private static final String FIRST = "the first key of them all";
  private static final String SECOND = "the second key after it";

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void home() {
    home = Home.in(folder);
  }

  private static List<String> ids(KeySource keys) {
    return keys.load().keys().stream().map(SigningKey::id).toList();
  }

  private static List<String> idsOf(String... keys) {
    return List.of(keys).stream().map(key -> SigningKey.parse(key).id()).toList();
  }

  private KeySource started(String yaml) {
    return home.load(yaml).parts().keys();
  }

  private void edit(String yaml) {
    home.file("config.yaml", yaml);
  }

  @Test
  void areReadAgainWhenItChanged() {
    KeySource keys = started("audit: {hmac_key: " + FIRST + "}");
    assertThat(ids(keys)).isEqualTo(idsOf(FIRST));
    assertThat(keys.location()).isEqualTo("audit.hmac_key in " + folder.resolve("config.yaml"));

    edit("audit: {keys: [" + FIRST + ", next " + SECOND + "]}");
    assertThat(ids(keys)).isEqualTo(idsOf(FIRST, SECOND));
    assertThat(keys.load().next()).isPresent();
    assertThat(keys.location()).isEqualTo("audit.keys in " + folder.resolve("config.yaml"));

    edit("audit: {keys: [" + FIRST + ", " + SECOND + "]}");
    assertThat(keys.load().next()).isEmpty();
  }

  @Test
  void stayWhileItCannotBeUnderstood() throws IOException {
    KeySource keys = started("audit: {hmac_key: " + FIRST + "}");
    for (String broken :
        List.of("audit: {hmac_key: ", "audit: {hmac_key: hex:x}", "audit: {hmac: 1}")) {
      edit(broken);
      assertThat(ids(keys)).as(broken).isEqualTo(idsOf(FIRST));
    }
    Files.delete(folder.resolve("config.yaml"));
    assertThat(ids(keys)).isEqualTo(idsOf(FIRST));
    edit("audit: {hmac_key: " + SECOND + "}");
    assertThat(ids(keys)).isEqualTo(idsOf(SECOND));
  }

  @Test
  void mayMoveToAFile() {
    KeySource keys = started("audit: {hmac_key: " + FIRST + "}");
    home.file("my.key", FIRST + "\nnext " + SECOND);
    edit("audit: {hmac_key_file: my.key}");
    assertThat(ids(keys)).isEqualTo(idsOf(FIRST, SECOND));
    home.file("my.key", FIRST + "\n" + SECOND);
    assertThat(keys.load().next()).isEmpty();
    assertThat(keys.location()).isEqualTo(folder.resolve("my.key").toString());
  }
}
