package io.offgrid.audit.benchmarks;

import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.Main;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link InnerLoops}, each in a JVM of its own. */
final class Jmh {
  private Jmh() {}

  /** With JMH's own arguments. */
  static void commandLine(String[] args) throws Exception {
    Main.main(args);
  }

  /** Nanoseconds a line, by name. */
  static Map<String, Double> nanosPerLine() throws RunnerException {
    Map<String, Double> nanos = new HashMap<>();
    for (RunResult result :
        new Runner(
                new OptionsBuilder()
                    .include(InnerLoops.class.getName())
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run()) {
      nanos.put(result.getPrimaryResult().getLabel(), result.getPrimaryResult().getScore());
    }
    return nanos;
  }
}
