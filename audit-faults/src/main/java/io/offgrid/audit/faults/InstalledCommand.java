package io.offgrid.audit.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The {@code offgrid} that was built in this clone, or that the property {@code offgrid} names, run
 * in some place of the world.
 */
final class InstalledCommand {
  private final Path launcher;
  private final Path home;

  /**
   * What a command printed, byte for byte, and how it ended.
   *
   * @param text what it printed, one character a byte
   */
  record Outcome(int status, String text) {}

  InstalledCommand(Path home) {
    this.launcher = launcher();
    this.home = home;
  }

  static Path launcher() {
    String named = System.getProperty("offgrid");
    Path up = Path.of("").toAbsolutePath();
    while (named == null && up != null) {
      Path built = up.resolve("audit-cli/target/offgrid/bin/offgrid");
      if (Files.isExecutable(built)) {
        return built;
      }
      up = up.getParent();
    }
    if (named == null) {
      throw new IllegalStateException(
          "there is no offgrid: build it with mvn -pl audit-cli -am package -DskipTests"
              + " -DskipITs, or name one with FAULTS_JAVA_OPTS=-Doffgrid=PATH");
    }
    return Path.of(named);
  }

  Outcome run(WorldPlace place, String input, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher.toString(), "audit"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("OFFGRID_HOME", home.toString());
    environment.put("OFFGRID_JAVA_OPTS", place.javaOptions());
    environment.put("LC_ALL", place.posix());
    environment.put("TZ", place.zone());
    environment.put("NO_COLOR", "1");
    Process process = builder.start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    }
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    process.getInputStream().transferTo(printed);
    return new Outcome(process.waitFor(), Forger.text(printed.toByteArray()));
  }
}
