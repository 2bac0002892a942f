package io.offgrid.audit.cli;

import com.fasterxml.jackson.core.JsonPointer;
import io.offgrid.audit.cli.intake.ForeignLines;
import io.offgrid.audit.cli.intake.LineTranslator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that describe a file of events. */
final class FileOptions {
  @Option(
      names = "--file",
      paramLabel = "FILE",
      description =
          "One event per line of JSON; - is standard input. Members: type, user_id, outcome,"
              + " severity, source, target, details. The first bad line ends it; what came before"
              + " stays recorded.")
  private @Nullable Path file;

  @Option(names = "--skip-bad", description = "Pass over bad lines, and count them.")
  private boolean skipBad;

  @Option(
      names = "--type-from",
      paramLabel = "PTR",
      description =
          "For JSON of other systems: a JSON Pointer to what becomes the type, in snake_case; the"
              + " whole object becomes the details. Each --…-from may be repeated: the first that"
              + " leads to something wins.")
  private List<String> typeFrom = new ArrayList<>();

  @Option(names = "--user-from", paramLabel = "PTR", description = "Where the user is.")
  private List<String> userFrom = new ArrayList<>();

  @Option(names = "--source-from", paramLabel = "PTR", description = "Where the source is.")
  private List<String> sourceFrom = new ArrayList<>();

  @Option(names = "--target-from", paramLabel = "PTR", description = "Where the target is.")
  private List<String> targetFrom = new ArrayList<>();

  @Option(
      names = "--failure-from",
      paramLabel = "PTR",
      description = "What is there, and not null, after a failure; else it was a success.")
  private List<String> failureFrom = new ArrayList<>();

  /**
   * What to read, and how.
   *
   * @param translator what makes events of its lines
   */
  record Source(Path file, LineTranslator translator, boolean skipBad) {}

  boolean isGiven() {
    return file != null;
  }

  /** Throws if an option was given that means nothing without a file. */
  void refuseWithoutFile() {
    if (skipBad || isForeign()) {
      throw new UsageException("--skip-bad and --…-from are about lines of a file: give --file");
    }
  }

  /**
   * What was asked for.
   *
   * @param type of lines that do not tell theirs; makes the lines foreign, too
   */
  Source toSource(@Nullable String type) {
    LineTranslator translator =
        isForeign() || type != null ? new ForeignLines(pointers(), type) : LineTranslator.NONE;
    return new Source(file == null ? Path.of("-") : file, translator, skipBad);
  }

  private boolean isForeign() {
    return Stream.of(typeFrom, userFrom, sourceFrom, targetFrom, failureFrom)
        .anyMatch(pointers -> !pointers.isEmpty());
  }

  private ForeignLines.Pointers pointers() {
    return new ForeignLines.Pointers(
        compile("--type-from", typeFrom),
        compile("--user-from", userFrom),
        compile("--source-from", sourceFrom),
        compile("--target-from", targetFrom),
        compile("--failure-from", failureFrom));
  }

  private static List<JsonPointer> compile(String option, List<String> pointers) {
    return pointers.stream().map(pointer -> compile(option, pointer)).toList();
  }

  private static JsonPointer compile(String option, String pointer) {
    if (!pointer.startsWith("/")) {
      throw new UsageException(
          option + " '" + pointer + "' is not a JSON Pointer: it begins with /, as in /user/name");
    }
    return JsonPointer.compile(pointer);
  }
}
