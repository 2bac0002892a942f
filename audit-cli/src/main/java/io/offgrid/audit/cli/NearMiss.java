package io.offgrid.audit.cli;

import io.offgrid.audit.runtime.config.Nearest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Guesses what somebody meant who typed an option or a command that does not exist. */
final class NearMiss {
  private NearMiss() {}

  /** {@code did you mean --limit?}, if something comes near. */
  static Optional<String> of(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return Optional.empty();
    }
    List<String> arguments = unmatched.getUnmatched();
    String given = arguments.get(0).replaceFirst("=.*", "");
    return Nearest.to(given, known(given, e.getCommandLine().getCommandSpec()))
        .map(name -> "did you mean " + name + "?");
  }

  private static Set<String> known(String given, CommandSpec spec) {
    if (!given.startsWith("-")) {
      return spec.subcommands().keySet();
    }
    return spec.options().stream()
        .flatMap(option -> Stream.of(option.names()))
        .collect(Collectors.toSet());
  }
}
