package io.offgrid.audit.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program that is run as a whole, timed from its start to its end. */
final class Command {
  private static final Path OFFGRID = Path.of("../audit-cli/target/offgrid/bin/offgrid");

  private final ProcessBuilder builder;
  private final Path output;
  private final Path errors;

  private Command(Path parent, List<String> command) {
    builder = new ProcessBuilder(command);
    output = parent.resolve("output");
    errors = parent.resolve("errors");
    builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
  }

  /** The installed command, with the heap that it gives itself. */
  static Command offgrid(BigLog log, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(OFFGRID.toAbsolutePath().normalize().toString());
    command.add("audit");
    command.addAll(List.of(arguments));
    Command offgrid = new Command(log.home(), command);
    Map<String, String> environment = offgrid.builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("OFFGRID_"));
    environment.put("OFFGRID_HOME", log.home().toString());
    return offgrid;
  }

  /** A JVM like that of the command, which prints one word. */
  static Command hello(Path parent) throws IOException {
    return new Command(
        parent,
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            Hello.jar(parent).toString(),
            Hello.class.getName()));
  }

  /** Seconds that it takes; it must succeed and print something. */
  double seconds() {
    try {
      long begin = System.nanoTime();
      int status = builder.start().waitFor();
      double seconds = (System.nanoTime() - begin) / 1e9;
      if (status != 0) {
        throw new IllegalStateException(
            builder.command() + " ended with " + status + ": " + Files.readString(errors));
      }
      return seconds;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lines that it printed the last time. */
  List<String> printed() {
    try {
      return Files.readAllLines(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
