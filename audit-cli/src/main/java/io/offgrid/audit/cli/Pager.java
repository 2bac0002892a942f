package io.offgrid.audit.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The program in which a person turns the pages of what does not fit on the screen: {@code
 * OFFGRID_PAGER}, else {@code PAGER}, else less if there is one. An empty name, or cat, means none.
 *
 * @param command for a shell
 * @param environment of the process that looks for it
 */
record Pager(String command, Map<String, String> environment) {
  private static final String USUAL = "less";

  /** The pager that the user chose, if it can be run. */
  static Optional<Pager> of(Map<String, String> environment) {
    String given = environment.getOrDefault("PAGER", USUAL);
    String command = environment.getOrDefault("OFFGRID_PAGER", given).strip();
    String program = command.split("\\s", 2)[0];
    boolean wanted = !program.isEmpty() && !program.equals("cat");
    return wanted && isExecutable(program, environment.getOrDefault("PATH", ""))
        ? Optional.of(new Pager(command, environment))
        : Optional.empty();
  }

  /** A pager at work: its standard input, and when it ends. */
  record Running(Process process, Interruption interruption) {
    OutputStream input() {
      return process.getOutputStream();
    }

    /** Returns when the person has seen enough. */
    void await() {
      interruption.close();
      waitFor(process);
    }
  }

  /**
   * Starts it on this process's terminal. Ctrl-C is for the pager then: this process does not end
   * before it, lest two programs read the keyboard.
   */
  Running start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(List.of("/bin/sh", "-c", "exec " + command));
    builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    // F: leave if it fits; R: colours; X: do not clear the screen. Secure: no shell, no editor.
    builder.environment().putIfAbsent("LESS", "FRX");
    builder.environment().putIfAbsent("LESSSECURE", "1");
    builder.environment().putIfAbsent("LESSCHARSET", "utf-8");
    Process process = builder.start();
    return new Running(process, Interruption.watch(() -> waitFor(process)));
  }

  private static void waitFor(Process process) {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isExecutable(String program, String path) {
    if (program.contains("/")) {
      return Files.isExecutable(Path.of(program));
    }
    return Pattern.compile(":")
        .splitAsStream(path)
        .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(program)));
  }
}
