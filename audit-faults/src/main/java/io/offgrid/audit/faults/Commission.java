package io.offgrid.audit.faults;

import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.runtime.AuditLogBuilder;
import io.offgrid.audit.runtime.VerifyOnStart;
import io.offgrid.audit.store.file.FileStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a {@link Scribe} works on, as it is passed from process to process.
 *
 * @param directory of the log
 * @param name who records, for the events' sake
 * @param maxSizeBytes of a segment
 * @param retentionMillis after which records may be deleted
 */
record Commission(Path directory, String name, long maxSizeBytes, long retentionMillis) {
  static final KeyRing RING = KeyRing.of(SigningKey.parse("a key for processes under test"));
  static final String ORIGIN = "faults.example";
  private static final int ARGUMENTS = 4;
  private static final long NEVER = Duration.ofDays(90).toMillis();

  /** A log that forgets nothing. */
  static Commission keeping(Path directory, String name, long maxSizeBytes) {
    return new Commission(directory, name, maxSizeBytes, NEVER);
  }

  static Commission parse(String[] arguments) {
    return new Commission(
        Path.of(arguments[0]),
        arguments[1],
        Long.parseLong(arguments[2]),
        Long.parseLong(arguments[3]));
  }

  /** What follows the arguments of a commission. */
  static List<String> rest(String[] arguments) {
    return List.of(arguments).subList(ARGUMENTS, arguments.length);
  }

  List<String> arguments() {
    return List.of(
        directory.toString(), name, Long.toString(maxSizeBytes), Long.toString(retentionMillis));
  }

  Commission named(String other) {
    return new Commission(directory, other, maxSizeBytes, retentionMillis);
  }

  Commission at(Path other) {
    return new Commission(other, name, maxSizeBytes, retentionMillis);
  }

  boolean forgets() {
    return retentionMillis < NEVER;
  }

  AuditLogBuilder builder(FileStore store) {
    return AuditLogBuilder.on(store, () -> RING)
        .origin(ORIGIN)
        .maxSizeBytes(maxSizeBytes)
        .retention(Duration.ofMillis(retentionMillis))
        .verifyOnStart(VerifyOnStart.TAIL);
  }
}
