package io.offgrid.audit.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One fault at one system call on a log's files, made by strace. Each thread of a process counts
 * for itself; so several threads may meet it, each once.
 *
 * @param call its name
 * @param fault as strace takes it: {@code error=EIO}, {@code signal=KILL}
 * @param when which call it is, from 1
 */
record Injection(String call, String fault, int when) {
  private static final Pattern CALL = Pattern.compile("^([0-9]+) +([a-z0-9_]+)\\(");
  private static final int LAST_SEGMENT = 9;

  /** The command, with this fault in it. */
  List<String> in(List<String> command, Path log, Path trace) {
    String inject = "inject=%s:%s:when=%d".formatted(call, fault, when);
    String traced = Forces.CALLS.contains(call) ? String.join(",", Forces.CALLS) : call;
    List<String> options = new ArrayList<>(List.of("-e", "trace=" + traced, "-e", inject));
    if (!kills()) {
      options.add("--seccomp-bpf"); // much faster, but then strace loses signals
    }
    return strace(options, command, log, trace);
  }

  boolean kills() {
    return fault.equals("signal=KILL");
  }

  /** Whether a thread met the fault. */
  static boolean met(Path trace) throws IOException {
    String text = Files.readString(trace);
    return text.contains("(INJECTED)") || text.contains("+++ killed by SIGKILL");
  }

  /** The command, with a list of what it calls. */
  static List<String> census(List<String> command, Path log, Path trace) {
    return strace(List.of("-e", "trace=/.*"), command, log, trace);
  }

  /** How often the busiest thread made each call. */
  static Map<String, Integer> calls(Path trace) throws IOException {
    Map<String, Integer> ofThreads = new TreeMap<>();
    Map<String, Integer> most = new TreeMap<>();
    for (String line : Files.readAllLines(trace)) {
      Matcher call = CALL.matcher(line);
      if (call.find()) {
        int count = ofThreads.merge(call.group(1) + " " + call.group(2), 1, Integer::sum);
        most.merge(call.group(2), count, Integer::max);
      }
    }
    return most;
  }

  private static List<String> strace(
      List<String> options, List<String> command, Path log, Path trace) {
    List<String> line =
        new ArrayList<>(List.of("strace", "-f", "-qq", "-y", "-o", trace.toString()));
    for (Path file : files(log)) {
      line.addAll(List.of("-P", file.toString()));
    }
    line.addAll(options);
    line.addAll(command);
    return line;
  }

  /** All names that a log's files may get here; calls on other files are none of ours. */
  private static List<Path> files(Path log) {
    List<Path> files = new ArrayList<>(List.of(log, log.resolve(".lock")));
    addLog(files, log);
    for (int last = 1; last <= LAST_SEGMENT; last++) {
      for (String more : List.of("", "-2")) {
        Path aside = log.resolve("set-aside-1-" + last + more);
        files.add(aside);
        files.add(aside.resolve("next.log"));
        files.add(aside.resolve("next.log.draft"));
        addLog(files, aside);
      }
      files.add(log.resolve("events.log.torn-" + last + "-1"));
    }
    return files;
  }

  private static void addLog(List<Path> files, Path directory) {
    files.add(directory.resolve("chain.hash"));
    files.add(directory.resolve("chain.hash.draft"));
    files.add(directory.resolve("events.log"));
    for (int n = 1; n <= LAST_SEGMENT; n++) {
      files.add(directory.resolve("events.log." + n));
      files.add(directory.resolve("events.log." + n + ".summary"));
    }
  }
}
