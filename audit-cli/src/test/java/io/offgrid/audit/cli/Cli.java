package io.offgrid.audit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Runs the installed command as a process of its own, in a home of its own. */
final class Cli {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  static final Path INSTALLATION = Path.of("target/offgrid").toAbsolutePath();
  static final Path INSTALLED = INSTALLATION.resolve("bin/offgrid");
  static final Path CLOUDTRAIL = ROOT.resolve("samples/cloudtrail.jsonl");
  static final Path LINUX_AUDIT = ROOT.resolve("samples/linux-audit.jsonl");

  private final Path home;
  private final Map<String, String> environment = new TreeMap<>();

  Cli(Path home) {
    this.home = home;
    environment.put("OFFGRID_HOME", home.resolve("home").toString());
  }

  /** What a command left. */
  record Result(int status, String out, String err) {
    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(out);
    }

    Result ended(int expected) {
      assertThat(status)
          .describedAs("exit status of a command that said: %s%s", out, err)
          .isEqualTo(expected);
      return this;
    }
  }

  Cli with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Path home() {
    return home.resolve("home");
  }

  Path log() {
    return home().resolve("audit/events.log");
  }

  /** Writes {@code config.yaml}, for its owner only. */
  void configure(String yaml) throws IOException {
    Files.createDirectories(home());
    Path file = Files.writeString(home().resolve("config.yaml"), yaml);
    assertThat(file.toFile().setReadable(false, false) && file.toFile().setReadable(true, true))
        .isTrue();
  }

  Path write(String name, String text) throws IOException {
    return Files.writeString(home.resolve(name), text);
  }

  /** Runs {@code offgrid audit …} to its end. */
  Result audit(String... arguments) throws IOException {
    return run("", commandOf(arguments));
  }

  /** As {@link #audit}, with this standard input. */
  Result auditReading(String input, String... arguments) throws IOException {
    return run(input, commandOf(arguments));
  }

  /** Runs a shell command line in which {@code $offgrid} is the command. */
  Result shell(String commandLine) throws IOException {
    with("offgrid", INSTALLED.toString());
    return run("", List.of("bash", "-c", commandLine));
  }

  /** Records the sample of CloudTrail events. */
  Result recordCloudTrail(String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("record", "--file", CLOUDTRAIL.toString()));
    arguments.addAll(List.of("--type-from", "/eventName"));
    arguments.addAll(List.of("--user-from", "/userIdentity/userName"));
    arguments.addAll(List.of("--user-from", "/userIdentity/arn"));
    arguments.addAll(List.of("--source-from", "/sourceIPAddress"));
    arguments.addAll(List.of("--target-from", "/eventSource"));
    arguments.addAll(List.of("--failure-from", "/errorCode"));
    arguments.addAll(List.of(more));
    return audit(arguments.toArray(String[]::new)).ended(0);
  }

  /** Starts a command whose output goes to files in the folder. */
  Process start(List<String> command, String input, Path out, Path err) throws IOException {
    Path in = Files.writeString(home.resolve("stdin"), input);
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("OFFGRID_"));
    builder.environment().keySet().removeAll(List.of("NO_COLOR", "JAVA_TOOL_OPTIONS", "COLUMNS"));
    builder.environment().putAll(environment);
    return builder
        .redirectInput(in.toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
  }

  /** Waits until it is so; fails when the process ends, or a minute passes. */
  static void await(Process process, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!condition.call()) {
      assertThat(process.waitFor(20, TimeUnit.MILLISECONDS))
          .describedAs("the process ended")
          .isFalse();
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
  }

  static List<String> commandOf(String... arguments) {
    List<String> command = new ArrayList<>(List.of(INSTALLED.toString(), "audit"));
    command.addAll(List.of(arguments));
    return command;
  }

  /** The command, listening to Ctrl-C also where the build itself runs in the background. */
  static List<String> interruptible(List<String> command) {
    List<String> listening = new ArrayList<>(List.of("env", "--default-signal=INT"));
    listening.addAll(command);
    return listening;
  }

  Result run(String input, List<String> command) throws IOException {
    Path out = home.resolve("stdout");
    Path err = home.resolve("stderr");
    Process process = start(command, input, out, err);
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).describedAs("%s ends", command).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      process.destroyForcibly();
    }
    return new Result(
        process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }
}
