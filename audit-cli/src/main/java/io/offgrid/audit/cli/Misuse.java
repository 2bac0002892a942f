package io.offgrid.audit.cli;

import io.offgrid.audit.runtime.config.Nearest;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, and guesses what was meant. */
final class Misuse {
  private Misuse() {}

  /** One or two lines, the guess last. */
  static String explain(ParameterException e) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      return unmatched(unmatched.getUnmatched().get(0), spec);
    }
    String message = String.valueOf(e.getMessage());
    return message.equals("Missing required subcommand")
        ? "which command? There are " + commands(spec)
        : message.replace("option option", "option");
  }

  private static String unmatched(String argument, CommandSpec spec) {
    if (argument.startsWith("-")) {
      String given = argument.replaceFirst("=.*", "");
      Set<String> known =
          spec.options().stream()
              .flatMap(option -> Arrays.stream(option.names()))
              .collect(Collectors.toSet());
      return "%s has no option %s".formatted(spec.name(), given) + guess(given, known);
    }
    if (spec.subcommands().isEmpty()) {
      return "%s does not take '%s'".formatted(spec.name(), argument)
          + (spec.positionalParameters().isEmpty()
              ? ": it takes options only"
              : ": that is too much");
    }
    String guess = guess(argument, spec.subcommands().keySet());
    return "there is no command '%s'".formatted(argument)
        + (guess.isEmpty() ? "; there are " + commands(spec) : guess);
  }

  /** {@code ; did you mean x?}, or nothing if nothing comes near. */
  static String guess(String given, Collection<String> known) {
    return Nearest.to(given, known).map(near -> "; did you mean " + near + "?").orElse("");
  }

  private static String commands(CommandSpec spec) {
    return String.join(", ", new TreeSet<>(spec.subcommands().keySet()));
  }
}
