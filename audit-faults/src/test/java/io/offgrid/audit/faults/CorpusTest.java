package io.offgrid.audit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Inputs that fuzzing begins with, and those that once found something, are dealt with as promised.
 */
class CorpusTest {
  /** A target. */
  private interface Target {
    void take(byte[] input) throws Exception;
  }

  @Test
  void configurations() throws IOException {
    every("Config", ConfigTarget::fuzzerTestOneInput);
  }

  @Test
  void events() throws IOException {
    every("Event", EventTarget::fuzzerTestOneInput);
  }

  @Test
  void segments() throws IOException {
    every("Log", LogTarget::fuzzerTestOneInput);
  }

  @Test
  void filesBesideTheSegments() throws IOException {
    every("Sidecar", SidecarTarget::fuzzerTestOneInput);
  }

  @Test
  void requests() throws IOException {
    every("Request", RequestTarget::fuzzerTestOneInput);
  }

  private static void every(String name, Target target) throws IOException {
    List<Path> inputs = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("corpus", name))) {
      files.forEach(inputs::add);
    }
    assertThat(inputs).hasSizeGreaterThan(5);
    for (Path input : inputs) {
      byte[] bytes = Files.readAllBytes(input);
      assertThatCode(() -> target.take(bytes)).as(input.toString()).doesNotThrowAnyException();
    }
  }
}
