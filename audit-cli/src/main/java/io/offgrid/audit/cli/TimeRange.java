package io.offgrid.audit.cli;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --since} and {@code --until}. */
final class TimeRange {
  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = TimeBound.Converter.class,
      description =
          "Not before: 2024-01-15T10:30:00Z, 2024-01-15 (its start), 90s, 15m, 24h, 7d or 2w ago."
              + " UTC.")
  private @Nullable TimeBound since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = TimeBound.Converter.class,
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
}
