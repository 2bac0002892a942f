package io.offgrid.audit.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs the usual commands once, on a log that is thrown away, so that the JVM can tell which
 * classes they load: these are put into the archive from which the installed command starts fast.
 */
final class Rehearsal {
  private static final List<String> COMMANDS =
      List.of(
          "audit record --type auth_success --user alice --outcome success --detail a=b",
          "audit record --file -",
          "audit show",
          "audit show --type auth* --since 7d -o jsonl",
          "audit stats",
          "audit verify",
          "audit verify -o json",
          "audit head",
          "audit export-csv -",
          "audit export-json -",
          "audit config check",
          "audit --help",
          "audit show --help",
          "--version");

  private static final List<String> FORWARDING =
      List.of(
          "audit record --type auth_success --user alice --outcome success --detail a=b",
          "audit show",
          "audit sinks",
          "audit sinks -o json");

  /** With a sink that nobody listens for: that loads what a failing one needs, and most else. */
  private static final String CONFIGURATION =
      """
      audit:
        retention_days: 90
        webhook:
          url: http://127.0.0.1:1/
          headers: {Authorization: Bearer none}
      """;

  private Rehearsal() {}

  /** Takes a folder that exists, and leaves it empty; ends with 3 if a command fails. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Console.system().flush(); // so that its classes are there too
    int status = ExitStatus.OK;
    for (String command : COMMANDS) {
      status = Math.max(status, run(folder, command.split(" ")));
    }
    Path configuration = Files.writeString(folder.resolve("config.yaml"), CONFIGURATION);
    Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rw-------"));
    for (String command : FORWARDING) {
      status = Math.max(status, run(folder, command.split(" ")));
    }
    clear(folder);
    System.exit(status);
  }

  private static int run(Path folder, String... command) {
    byte[] event = "{\"type\":\"auth\",\"details\":{\"a\":1}}\n".getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            Map.of("OFFGRID_HOME", folder.toString()),
            new Terminal(true, false, 80, 0, true),
            new ByteArrayInputStream(event),
            OutputStream.nullOutputStream(),
            err);
    int status = Offgrid.run(console, command);
    if (status != ExitStatus.OK) {
      System.err.println(String.join(" ", command) + ": " + err.toString(StandardCharsets.UTF_8));
      return ExitStatus.TROUBLE;
    }
    return status;
  }

  private static void clear(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(folder)) {
          Files.delete(path);
        }
      }
    }
  }
}
