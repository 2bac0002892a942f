package io.offgrid.audit.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Inputs that others may write, made up by Jazzer, which looks at what code they reach: one target
 * after the other, in processes of its own. Begins with the inputs in {@code corpus/TARGET}; those
 * that it finds are kept in the directory of the run and used again.
 */
final class Fuzz implements Fault {
  private static final List<String> TARGETS =
      List.of("Config", "Event", "Log", "Sidecar", "Request");
  private static final int LONG_MINUTES = 10;

  /** Inputs of a short run: as many of each as it takes to notice that a target is broken. */
  private static final Map<String, Integer> SHORT_RUNS =
      Map.of("Config", 2000, "Event", 20_000, "Log", 500, "Sidecar", 300, "Request", 500);

  private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second");
  private static final Pattern COVERED = Pattern.compile("cov: (\\d+)");

  private Length length = Length.SHORT;

  @Override
  public String name() {
    return "fuzz";
  }

  @Override
  public String promise() {
    return "no input of others crashes, hangs or fills memory, and what is refused is located";
  }

  @Override
  public int units(Length wanted) {
    length = wanted;
    return TARGETS.size() * (wanted == Length.LONG ? LONG_MINUTES : 1);
  }

  @Override
  public Tally unit(int number, Path scratch) throws Exception {
    String target = TARGETS.get(number % TARGETS.size());
    Path found = Files.createDirectories(scratch.resolveSibling("corpus").resolve(target));
    Path output = scratch.resolve("output");
    int status = fuzz(target, number + 1, found, scratch, output);
    String text = Files.readString(output);
    BrokenPromise.unless(status == 0, target + ": Jazzer ended with " + status + "; see " + output);
    Matcher done = DONE.matcher(text);
    BrokenPromise.unless(
        done.find(), target + ": Jazzer did not say how much it did; see " + output);
    Matcher covered = COVERED.matcher(text);
    BrokenPromise.unless(covered.find(), target + ": Jazzer saw no code reached; see " + output);
    return Tally.of("inputs", Long.parseLong(done.group(1)))
        .and(target, Long.parseLong(done.group(1)))
        .and("seconds", Long.parseLong(done.group(2)));
  }

  private int fuzz(String target, int seed, Path found, Path scratch, Path output)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=off"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=io.offgrid.audit.faults." + target + "Target");
    command.add(
        "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery:com.code_intelligence.jazzer.sanitizers.FilePathTraversal");
    command.add(
        "--instrumentation_includes=io.offgrid.**:org.yaml.**:com.fasterxml.**:io.javalin.**");
    command.add("--reproducer_path=" + scratch);
    command.addAll(
        List.of(
            "-artifact_prefix=" + scratch + "/",
            "-seed=" + seed,
            "-max_len=8192",
            "-timeout=60",
            "-rss_limit_mb=3000"));
    command.add(length == Length.LONG ? "-max_total_time=60" : "-runs=" + SHORT_RUNS.get(target));
    Path dictionary = seeds(target + ".dict");
    if (Files.exists(dictionary)) {
      command.add("-dict=" + dictionary);
    }
    command.addAll(List.of(found.toString(), seeds(target).toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start()
        .waitFor();
  }

  private static Path seeds(String name) {
    return Path.of("corpus").toAbsolutePath().resolve(name);
  }
}
