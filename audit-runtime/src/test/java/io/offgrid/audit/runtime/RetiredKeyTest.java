package io.offgrid.audit.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.store.file.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A writer does not go on with what a retired key left; the logs are those of the vectors. */
class RetiredKeyTest {
  private static final Path LOGS = Path.of("../audit-chain/src/test/resources/vectors/logs");
  private static final String OLD =
      "hex:636f727265637420686f727365206261747465727920737461706c652030303031";
  private static final String NEW =
      "hex:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
  private static final String OLD_ID = "1eb7cdc2";

  @TempDir Path log;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "retired_key_appends",
        "announced_key_not_taken",
        "retired_key_rewrites_from_before_the_rotation",
        "cut_after_rotation_with_a_head_by_the_retired_key",
        "retired_key_forges_a_log_that_ends_under_the_current_one",
      })
  void appendsNothingToALogThatARetiredKeyEnds(String vector) throws IOException {
    copy(vector);
    List<byte[]> before = contents();

    assertThatThrownBy(() -> open(OLD, NEW))
        .isInstanceOf(AuditException.class)
        .hasMessage(
            "the log at %s ends under key %s, which the key ring has as retired: nothing is"
                + " appended. If you just added the key behind it, mark that as \"next \" and run"
                + " 'offgrid audit key rotate'. Otherwise this log is an old copy, or somebody cut it"
                + " back to before the key rotation: verify it, and restore the newest copy or set"
                + " the log aside",
            log, OLD_ID);
    assertThat(contents()).usingRecursiveComparison().isEqualTo(before);
  }

  private void copy(String vector) throws IOException {
    try (var files = Files.list(LOGS.resolve(vector))) {
      for (Path file : files.toList()) {
        Files.copy(file, log.resolve(file.getFileName().toString()));
      }
    }
  }

  private List<byte[]> contents() throws IOException {
    try (var files = Files.list(log)) {
      return files
          .filter(file -> !file.endsWith(".lock"))
          .sorted()
          .map(
              file -> {
                try {
                  return Files.readAllBytes(file);
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              })
          .toList();
    }
  }

  private void open(String... keys) {
    try (FileStore store = FileStore.open(log)) {
      AuditLogBuilder.on(store, () -> KeyRing.parse(List.of(keys)))
          .verifyOnStart(VerifyOnStart.TAIL)
          .open()
          .close();
    }
  }
}
