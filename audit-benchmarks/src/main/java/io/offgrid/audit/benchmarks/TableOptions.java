package io.offgrid.audit.benchmarks;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the table is measured.
 *
 * @param scale divides all numbers of events
 * @param rounds that count; where one takes long, fewer
 * @param only contests whose name begins so
 * @param dir where the logs are made, and kept for the next time; that disk is measured
 * @param document whose marked parts are written; null to print only
 */
record TableOptions(int scale, int rounds, String only, Path dir, @Nullable Path document) {
  private static final Path PUBLISHED = Path.of("../docs/benchmarks.md");
  private static final String USAGE =
      "table [--scale N] [--rounds N] [--only NAME] [--dir DIR] [--document FILE]";

  /** Only a whole table is published, unless another document is named. */
  static TableOptions parse(String[] args) {
    TableOptions options = new TableOptions(1, 5, "", Path.of("target/measured"), null);
    if (args.length % 2 != 0) {
      throw new IllegalArgumentException(USAGE);
    }
    for (int i = 0; i < args.length; i += 2) {
      options = options.with(args[i], args[i + 1]);
    }
    boolean whole = options.scale == 1 && options.only.isEmpty();
    return whole && options.document == null
        ? options.with("--document", PUBLISHED.toString())
        : options;
  }

  private TableOptions with(String name, String value) {
    return switch (name) {
      case "--scale" -> new TableOptions(Integer.parseInt(value), rounds, only, dir, document);
      case "--rounds" -> new TableOptions(scale, Integer.parseInt(value), only, dir, document);
      case "--only" -> new TableOptions(scale, rounds, value, dir, document);
      case "--dir" -> new TableOptions(scale, rounds, only, Path.of(value), document);
      case "--document" -> new TableOptions(scale, rounds, only, dir, Path.of(value));
      default -> throw new IllegalArgumentException(USAGE);
    };
  }

  /** Of so many events, those that are measured here. */
  int events(int whole) {
    return Math.max(1, whole / scale);
  }

  /** For what takes long. */
  int fewRounds() {
    return Math.min(3, rounds);
  }
}
