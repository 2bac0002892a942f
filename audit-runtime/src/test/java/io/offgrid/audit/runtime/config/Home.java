package io.offgrid.audit.runtime.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.offgrid.audit.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A home folder with a configuration file, for one test. */
record Home(Path path, Map<String, String> environment) {
  static Home in(Path path) {
    Map<String, String> environment = new HashMap<>();
    environment.put("OFFGRID_HOME", path.toString());
    environment.put("HOME", "/home/somebody");
    return new Home(path, environment);
  }

  Home with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** A file that only its owner may use. */
  Path file(String name, String text) {
    return file(name, text, "rw-------");
  }

  Path file(String name, String text, String mode) {
    try {
      Path file = Files.writeString(path.resolve(name), text);
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ConfigSource source() {
    return ConfigSource.of(environment, null, null);
  }

  AuditConfig load(String... yaml) {
    file("config.yaml", String.join("\n", yaml) + "\n");
    return AuditConfig.load(source());
  }

  /** What is wrong with it; fails the test if nothing is. */
  List<String> problems(String... yaml) {
    return Objects.requireNonNull(
            catchThrowableOfType(ConfigurationException.class, () -> load(yaml)),
            "it has no problems")
        .problems();
  }
}
