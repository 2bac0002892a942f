package io.offgrid.audit.runtime;

import io.offgrid.audit.Severity;
import io.offgrid.audit.spi.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What every sink is told about forwarding, besides the settings of its type. */
public record ForwardSettings(
    @Setting(value = "Whether anything is forwarded to it.", defaultValue = "true") boolean enabled,
    @Setting("Only events of these types; the last character may be `*`: `auth*`. All by default.")
        List<String> types,
    @Setting("Only events that are at least so severe; one without a severity counts as `info`.")
        Optional<Severity> minSeverity,
    @Setting(value = "The most events that go out at once.", defaultValue = "100") int batchSize,
    @Setting(value = "How long a batch waits for more events.", defaultValue = "200ms")
        Duration batchWait,
    @Setting(value = "How long a delivery may take.", defaultValue = "10s") Duration timeout,
    @Setting("How long to wait before a delivery is tried again: a mapping, see below.")
        Optional<RetrySettings> retry,
    @Setting(
            value =
                "Where a sink begins that never had a cursor: `beginning` of the log, or `now`.",
            defaultValue = "beginning")
        StartAt startAt,
    @Setting(
            value =
                "What becomes of an event that the receiver will never take: `park` it and go on,"
                    + " or `stop`.",
            defaultValue = "park")
        OnReject onReject,
    @Setting(
            value = "How long a log that is closed goes on delivering what is left.",
            defaultValue = "5s")
        Duration drainTimeout) {

  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_.]{0,63}\\*?|\\*");
  private static final Duration LONGEST = Duration.ofHours(1);

  public ForwardSettings {
    types = List.copyOf(types);
    for (String type : types) {
      check(
          TYPE.matcher(type).matches(),
          "types must be event types such as auth_failure or auth*, not \"" + type + "\"");
    }
    check(batchSize >= 1 && batchSize <= 10_000, "batch_size must be from 1 to 10000");
    check(
        !batchWait.isNegative() && batchWait.compareTo(LONGEST) <= 0,
        "batch_wait must be from 0s to 1h");
    check(
        timeout.toMillis() >= 100 && timeout.compareTo(LONGEST) <= 0,
        "timeout must be from 100ms to 1h");
    check(
        !drainTimeout.isNegative() && drainTimeout.compareTo(LONGEST) <= 0,
        "drain_timeout must be from 0s to 1h");
  }

  /** Those of {@code config.yaml} without any. */
  public static ForwardSettings standard() {
    return new ForwardSettings(
        true,
        List.of(),
        Optional.empty(),
        100,
        Duration.ofMillis(200),
        Duration.ofSeconds(10),
        Optional.empty(),
        StartAt.BEGINNING,
        OnReject.PARK,
        Duration.ofSeconds(5));
  }

  /** How long to wait before a delivery is tried again. */
  RetrySettings pauses() {
    return retry.orElseGet(RetrySettings::standard);
  }

  static void check(boolean fine, String problem) {
    if (!fine) {
      throw new IllegalArgumentException(problem);
    }
  }
}
