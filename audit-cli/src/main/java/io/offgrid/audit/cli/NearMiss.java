package io.offgrid.audit.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Guesses what somebody meant who typed an option or a command that does not exist. */
final class NearMiss {
  private NearMiss() {}

  /** {@code did you mean --limit?}, if something comes near. */
  static Optional<String> of(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return Optional.empty();
    }
    List<String> arguments = unmatched.getUnmatched();
    if (arguments.isEmpty()) {
      return Optional.empty();
    }
    String given = arguments.get(0).replaceFirst("=.*", "");
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    Stream<String> known =
        given.startsWith("-")
            ? spec.options().stream().flatMap(option -> Stream.of(option.names()))
            : spec.subcommands().keySet().stream();
    return nearest(given, known).map(name -> "did you mean " + name + "?");
  }

  /** The known word that takes the fewest typing mistakes, if they are few for its length. */
  static Optional<String> nearest(String given, Stream<String> known) {
    return known
        .filter(word -> distance(given, word) <= Math.max(1, word.length() / 3))
        .min(Comparator.comparingInt(word -> distance(given, word)));
  }

  /** Letters added, left out, changed, or swapped with their neighbour. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int step(int[][] d, String a, String b, int i, int j) {
    int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}
