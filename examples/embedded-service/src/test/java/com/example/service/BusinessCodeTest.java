package com.example.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BusinessCodeTest {
  @Test
  void knowsTheApiOfTheLogAlone() throws IOException {
    try (Stream<Path> sources = Files.list(Path.of("src/main/java/com/example/accounts"))) {
      for (Path source : sources.toList()) {
        List<String> foreign =
            Files.readAllLines(source).stream()
                .filter(line -> line.startsWith("import"))
                .filter(
                    line ->
                        !line.matches(
                            "import"
                                + " (java|javax|com\\.sun\\.net\\.httpserver|com\\.example\\.accounts)\\..*"))
                .filter(line -> !line.matches("import io\\.offgrid\\.audit\\.[A-Z]\\w*;"))
                .toList();
        assertThat(foreign).describedAs("%s", source).isEmpty();
      }
    }
  }
}
