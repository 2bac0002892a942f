package io.offgrid.audit.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Programs of the system, and what only root may do with them. */
final class Root {
  private Root() {}

  /** Fails clearly unless this is root on Linux with these programs. */
  static void require(String... programs) throws IOException {
    boolean root =
        Files.exists(Path.of("/proc/self"))
            && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    Missing.unless(root, "this fault needs root on Linux");
    for (String program : programs) {
      boolean there =
          Stream.of("/usr/bin", "/usr/sbin", "/bin", "/sbin")
              .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
      Missing.unless(there, "this fault needs " + program + ", which is not installed");
    }
  }

  /** Has a program do something; returns what it says. */
  static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    try (InputStream out = process.getInputStream()) {
      String said = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + said);
      }
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(String.join(" ", command));
    }
  }
}
