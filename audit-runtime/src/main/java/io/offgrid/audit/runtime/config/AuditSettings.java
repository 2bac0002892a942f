package io.offgrid.audit.runtime.config;

import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.runtime.Durability;
import io.offgrid.audit.runtime.OnTamper;
import io.offgrid.audit.runtime.OnUnstorable;
import io.offgrid.audit.runtime.VerifyOnStart;
import io.offgrid.audit.spi.Secret;
import io.offgrid.audit.spi.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The section {@code audit:} of the configuration. Each component's meaning is its annotation. */
public record AuditSettings(
    @Setting(value = "Whether anything is recorded.", defaultValue = "true") boolean enabled,
    @Setting(
            value = "A segment is sealed before it grows past this, in MB of 1,048,576 bytes.",
            defaultValue = "10")
        int maxSizeMb,
    @Setting(
            value = "A segment is sealed when its first record is so many days old.",
            defaultValue = "30")
        int maxAgeDays,
    @Setting(
            value =
                "A sealed segment is deleted when its last record is so many days old, if it"
                    + " verifies.",
            defaultValue = "90")
        int retentionDays,
    @Setting("The signing key: `hex:…`, `base64:…`, or any text.") Optional<Secret> hmacKey,
    @Setting(
            "A file with one key a line, oldest first, that only its owner may read. Without any of"
                + " the three, a key is generated once into `audit.key` in the home.")
        Optional<Path> hmacKeyFile,
    @Setting(
            value =
                "Several keys, oldest first; the last one signs, or, if it begins with `next `, is the"
                    + " one that a rotation goes to.",
            inFile = false)
        List<Secret> keys,
    @Setting(
            value = "Where the log is kept; a relative path starts at the home.",
            defaultValue = "audit")
        Path dir,
    @Setting(
            "The name of the chain, to be pinned: 1 to 64 characters of printable ASCII without space,"
                + " `+` and `/`; by default a new log takes the host's name.")
        Optional<String> origin,
    @Setting(
            value = "The store: its type, or a mapping with `type` and that type's settings.",
            defaultValue = "file")
        ComponentChoice store,
    @Setting(
            value =
                "`sync`: recorded means forced to the disk; `buffered`: forced every second, and on"
                    + " close.",
            defaultValue = "sync")
        Durability durability,
    @Setting(value = "How many events may wait to be written.", defaultValue = "8192")
        int queueCapacity,
    @Setting(
            value = "How long a caller waits for room in the queue, from `0s` to `24h`.",
            defaultValue = "10s")
        Duration queueTimeout,
    @Setting(
            value = "Drop and count what cannot be recorded, rather than fail the caller.",
            defaultValue = "false")
        boolean failOpen,
    @Setting(
            value = "The longest record, in bytes, from 65536 to 16777216.",
            defaultValue = "1048576")
        int maxEventBytes,
    @Setting(
            value =
                "What becomes of values that a record cannot hold: `repair` stores them changed and"
                    + " says so, `refuse` refuses the event.",
            defaultValue = "repair")
        OnUnstorable onUnstorable,
    @Setting(
            "How much is verified when the log is opened: `full`, `background` (all of it, while"
                + " events are taken), `tail` (the end of it) or `off`; by default `full` in a"
                + " service and `tail` in a single command.")
        Optional<VerifyOnStart> verifyOnStart,
    @Setting(
            value =
                "When the log is found damaged at opening: `continue` records the findings and goes"
                    + " on, `refuse` does not open it.",
            defaultValue = "continue")
        OnTamper onTamper,
    @Setting(
            value = "Whether retention may delete what a sink has not yet taken.",
            defaultValue = "false")
        boolean retentionIgnoresSinks,
    @Setting("The sink `syslog`: the keys of every sink, and those of the type `syslog`.")
        Optional<RawSettings> syslog,
    @Setting("The sink `webhook`: the keys of every sink, and those of the type `webhook`.")
        Optional<RawSettings> webhook,
    @Setting("More sinks: a list of mappings with `type`, `name` and the same keys.")
        List<RawSettings> sinks,
    @Setting("Settings of exporters: a mapping from types to their settings.")
        Map<String, RawSettings> exporters,
    @Setting("The HTTP API: a mapping, see [its keys](audit-server/README.md#settings).")
        Optional<ServerSettings> server,
    @Setting("Class names of Guice modules that bind or replace parts of the deployment.")
        List<String> modules) {

  private static final int MAX_DAYS = 36_500;
  private static final Duration LONGEST_WAIT = Duration.ofHours(24);

  public AuditSettings {
    within("max_size_mb", maxSizeMb, 1, 1 << 20);
    within("max_age_days", maxAgeDays, 1, MAX_DAYS);
    within("retention_days", retentionDays, 1, MAX_DAYS);
    within("queue_capacity", queueCapacity, 1, 1 << 20);
    within("max_event_bytes", maxEventBytes, 64 << 10, 16 << 20);
    check(
        !queueTimeout.isNegative() && queueTimeout.compareTo(LONGEST_WAIT) <= 0,
        "queue_timeout must be from 0s to 24h");
    check(
        origin.isEmpty() || ChainHash.isOrigin(origin.get()),
        "origin must be 1 to 64 characters of printable ASCII without space, + and /");
    keys = List.copyOf(keys);
    long keySources =
        Stream.of(hmacKey.isPresent(), hmacKeyFile.isPresent(), !keys.isEmpty())
            .filter(given -> given)
            .count();
    check(keySources <= 1, "only one of hmac_key, hmac_key_file and keys may be given");
    sinks = List.copyOf(sinks);
    exporters = Map.copyOf(exporters);
    modules = List.copyOf(modules);
  }

  /** How large a segment may grow, in bytes. */
  long maxSizeBytes() {
    return (long) maxSizeMb << 20;
  }

  /** How old a record may become before it is deleted. */
  Duration retention() {
    return Duration.ofDays(retentionDays);
  }

  private static void within(String key, int value, int least, int most) {
    check(
        value >= least && value <= most,
        key + " must be from " + least + " to " + most + ", not " + value);
  }

  private static void check(boolean fine, String problem) {
    if (!fine) {
      throw new IllegalArgumentException(problem);
    }
  }
}
