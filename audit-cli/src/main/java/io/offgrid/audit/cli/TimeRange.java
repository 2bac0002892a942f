package io.offgrid.audit.cli;

import io.offgrid.audit.runtime.TimeBound;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --since} and {@code --until}. */
final class TimeRange {
  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Converter.class,
      description =
          "Not before: 2024-01-15T10:30:00Z, 2024-01-15 (its start), 90s, 15m, 24h, 7d or 2w ago."
              + " UTC.")
  private @Nullable TimeBound since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Converter.class,
      description = "Before this time; a date includes that whole day.")
  private @Nullable TimeBound until;

  /** The start, inclusive. */
  @Nullable Instant since() {
    return since == null ? null : since.start();
  }

  /**
   * The end, exclusive.
   *
   * @throws UsageException if it is not after the start
   */
  @Nullable Instant until() {
    if (since != null && until != null && !since.start().isBefore(until.end())) {
      throw new UsageException(
          "--since " + since.start() + " is not before --until " + until.end());
    }
    return until == null ? null : until.end();
  }

  /** Counts back from the time at which the command line is read. */
  static final class Converter implements ITypeConverter<TimeBound> {
    @Override
    public TimeBound convert(String text) {
      try {
        return TimeBound.parse(text, Instant.now());
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
