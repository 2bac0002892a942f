package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.spi.AuditStore;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Composes a log in code, without Guice and YAML. Not safe for use by several threads; the logs it
 * opens are.
 *
 * <p>The log does not close the store that it was given.
 */
@SuppressWarnings({"UnusedVariable", "DoNotCallSuggester"}) // until open() is there
public final class AuditLogBuilder {
  final AuditStore store;
  final KeySource keys;
  Clock clock = Clock.systemUTC();
  @Nullable String origin;
  long maxSizeBytes = 10L << 20;
  Duration maxAge = Duration.ofDays(30);
  Durability durability = Durability.SYNC;
  int queueCapacity = 8192;
  Duration queueTimeout = Duration.ofSeconds(10);
  boolean failOpen;
  int maxEventBytes = 1 << 20;
  OnUnstorable onUnstorable = OnUnstorable.REPAIR;
  VerifyOnStart verifyOnStart = VerifyOnStart.FULL;
  OnTamper onTamper = OnTamper.CONTINUE;

  private AuditLogBuilder(AuditStore store, KeySource keys) {
    this.store = store;
    this.keys = keys;
  }

  /** A log in this store, signed with these keys. */
  public static AuditLogBuilder on(AuditStore store, KeySource keys) {
    return new AuditLogBuilder(store, keys);
  }

  /** The time source; the system's by default. */
  public AuditLogBuilder clock(Clock clock) {
    this.clock = clock;
    return this;
  }

  /** Pins the name of the chain; by default a new log takes the host's name. */
  public AuditLogBuilder origin(@Nullable String origin) {
    this.origin = origin;
    return this;
  }

  /** A segment is sealed before it would grow past this, in bytes. */
  public AuditLogBuilder maxSizeBytes(long maxSizeBytes) {
    this.maxSizeBytes = maxSizeBytes;
    return this;
  }

  /** A segment is sealed when its first record is older than this. */
  public AuditLogBuilder maxAge(Duration maxAge) {
    this.maxAge = maxAge;
    return this;
  }

  public AuditLogBuilder durability(Durability durability) {
    this.durability = durability;
    return this;
  }

  /** How many events may wait to be written; at least 1. */
  public AuditLogBuilder queueCapacity(int events) {
    this.queueCapacity = events;
    return this;
  }

  /** How long a caller waits for room in the queue. */
  public AuditLogBuilder queueTimeout(Duration timeout) {
    this.queueTimeout = timeout;
    return this;
  }

  /** Whether an event that cannot be recorded is dropped and counted rather than refused. */
  public AuditLogBuilder failOpen(boolean failOpen) {
    this.failOpen = failOpen;
    return this;
  }

  /** The longest line in bytes, from 65,536 to 16,777,216. */
  public AuditLogBuilder maxEventBytes(int maxEventBytes) {
    this.maxEventBytes = maxEventBytes;
    return this;
  }

  public AuditLogBuilder onUnstorable(OnUnstorable onUnstorable) {
    this.onUnstorable = onUnstorable;
    return this;
  }

  public AuditLogBuilder verifyOnStart(VerifyOnStart verifyOnStart) {
    this.verifyOnStart = verifyOnStart;
    return this;
  }

  public AuditLogBuilder onTamper(OnTamper onTamper) {
    this.onTamper = onTamper;
    return this;
  }

  /**
   * Opens the log for writing: makes it if there is none, verifies, and repairs what a crash left.
   *
   * @throws io.offgrid.audit.AuditException if it cannot be opened, or must not be
   */
  public AuditLog open() {
    throw new UnsupportedOperationException();
  }

  /** Opens the log for reading only: nothing is made, locked or changed. */
  public AuditLogReader openReader() {
    throw new UnsupportedOperationException();
  }
}
