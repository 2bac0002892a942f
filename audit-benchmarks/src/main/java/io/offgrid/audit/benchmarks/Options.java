package io.offgrid.audit.benchmarks;

import java.nio.file.Path;

/**
 * What to measure.
 *
 * @param events recorded in one round of buffered recording, and in the log that is verified or
 *     forwarded
 * @param rounds that count
 * @param only measures whose name begins so
 * @param dir where logs are made; that disk is measured
 */
record Options(int events, int rounds, String only, Path dir) {
  private static final String USAGE =
      "[forwarding|http] [--events N] [--rounds N] [--only NAME] [--dir DIR]";

  static Options parse(int events, String[] args) {
    Options options = new Options(events, 5, "", Path.of(System.getProperty("java.io.tmpdir")));
    for (int i = 0; i + 1 < args.length; i += 2) {
      options = options.with(args[i], args[i + 1]);
    }
    if (args.length % 2 != 0) {
      throw new IllegalArgumentException(USAGE);
    }
    return options;
  }

  private Options with(String name, String value) {
    return switch (name) {
      case "--events" -> new Options(Integer.parseInt(value), rounds, only, dir);
      case "--rounds" -> new Options(events, Integer.parseInt(value), only, dir);
      case "--only" -> new Options(events, rounds, value, dir);
      case "--dir" -> new Options(events, rounds, only, Path.of(value));
      default -> throw new IllegalArgumentException(USAGE);
    };
  }
}
