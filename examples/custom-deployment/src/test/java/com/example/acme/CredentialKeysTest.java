package com.example.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialKeysTest {
  @TempDir Path directory;

  private CredentialKeys keys() {
    return new CredentialKeys(directory.toString());
  }

  @Test
  void areTheLinesOfTheCredential() throws IOException {
    Files.writeString(directory.resolve("audit-key"), "first key\n\nsecond key\n");

    assertThat(keys().load().ids()).hasSize(2);
  }

  @Test
  void sayWhatToDoWithoutIt() {
    assertThatThrownBy(() -> new CredentialKeys("").load())
        .hasMessageContaining("start it as a service with LoadCredential=audit-key");
    assertThatThrownBy(() -> keys().load()).hasMessageContaining("audit-key cannot be read");
  }
}
