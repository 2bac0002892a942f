package io.offgrid.audit.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartupTest {
  @TempDir Path folder;

  /** Opens a log for reading, as a command does. */
  static final class Reading {
    private Reading() {}

    public static void main(String[] args) {
      ConfigSource source = ConfigSource.of(Map.of("OFFGRID_HOME", args[0]), null, null);
      try (AuditDeployment deployment = AuditConfig.load(source).deploy()) {
        deployment.openReader().close();
      }
    }
  }

  private String classesLoaded() throws Exception {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-verbose:class",
                "-cp",
                System.getProperty("java.class.path"),
                Reading.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    return Files.readString(output, StandardCharsets.UTF_8);
  }

  @Test
  void loadsNoYamlWithoutAFileAndNoExporterBeforeOneIsAskedFor() throws Exception {
    assertThat(classesLoaded())
        .contains("io.offgrid.audit.runtime.config.AuditDeployment")
        .doesNotContain("org.yaml.snakeyaml")
        .doesNotContain("io.offgrid.audit.export");
  }

  @Test
  void loadsYamlForAFile() throws Exception {
    Home.in(folder).file("config.yaml", "audit: {enabled: true}");
    assertThat(classesLoaded()).contains("org.yaml.snakeyaml.Yaml");
  }
}
