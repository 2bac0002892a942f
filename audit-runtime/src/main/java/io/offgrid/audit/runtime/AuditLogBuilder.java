package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.spi.AlertListener;
import io.offgrid.audit.spi.AuditStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Composes a log in code, without Guice and YAML. Not safe for use by several threads; the logs it
 * opens are.
 *
 * <p>The log does not close the store that it was given.
 */
public final class AuditLogBuilder {
  private final AuditStore store;
  private final KeySource keys;
  private Clock clock = Clock.systemUTC();
  private @Nullable String origin;
  private long maxSizeBytes = 10L << 20;
  private Duration maxAge = Duration.ofDays(30);
  private Duration retention = Duration.ofDays(90);
  private Durability durability = Durability.SYNC;
  private int queueCapacity = 8192;
  private Duration queueTimeout = Duration.ofSeconds(10);
  private boolean failOpen;
  private int maxEventBytes = 1 << 20;
  private OnUnstorable onUnstorable = OnUnstorable.REPAIR;
  private VerifyOnStart verifyOnStart = VerifyOnStart.FULL;
  private OnTamper onTamper = OnTamper.CONTINUE;
  private final List<ForwardedSink> sinks = new ArrayList<>();
  private boolean retentionIgnoresSinks;
  private final List<AlertListener> alertListeners = new ArrayList<>();

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

  /** A sealed segment is deleted when its last record is older than this; 90 days by default. */
  public AuditLogBuilder retention(Duration retention) {
    this.retention = retention;
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

  /** Forwards what is recorded to a sink as well, and waits for it before anything is deleted. */
  public AuditLogBuilder sink(ForwardedSink sink) {
    sinks.add(sink);
    return this;
  }

  /** Whether retention may delete what a sink has not yet taken. */
  public AuditLogBuilder retentionIgnoresSinks(boolean ignores) {
    this.retentionIgnoresSinks = ignores;
    return this;
  }

  /** Is told what a person should look at, besides the application's log. */
  public AuditLogBuilder alertListener(AlertListener listener) {
    alertListeners.add(listener);
    return this;
  }

  /**
   * Opens the log for writing: makes it if there is none, verifies, and repairs what a crash left.
   *
   * @throws io.offgrid.audit.AuditException if it cannot be opened, or must not be
   */
  public AuditLog open() {
    LogSettings settings = settings();
    WriteCounts counts = new WriteCounts();
    LogVerifier verifier = new LogVerifier(store, keys, origin);
    StartCheck check = new StartCheck(settings, verifier);
    LogWriter writer = new LogWriter(settings, new TailResolver(settings, verifier, check), counts);
    check.beforeOpening();
    Forwarding forwarding = Forwarding.of(settings);
    writer.open();
    check.inBackground();
    Housekeeping housekeeping = new Housekeeping(maintenance(settings, counts));
    return new RecordingLog(
        settings, new LogReader(store, keys, origin), writer, housekeeping, forwarding);
  }

  /**
   * Opens the log for reading only: nothing is made, locked or changed, but for summaries that are
   * missing beside sealed segments, where they can be kept.
   */
  public AuditLogReader openReader() {
    return new LogReader(store, keys, origin);
  }

  /** Opens the log for what is done to it as a whole; takes no lock and touches nothing yet. */
  public LogMaintenance openMaintenance() {
    return maintenance(settings(), new WriteCounts());
  }

  /** Opens what can be asked of the log's sinks, and done to them. Touches nothing yet. */
  public SinkOperations openSinks() {
    return new SinkOperations(settings());
  }

  private LogMaintenance maintenance(LogSettings settings, WriteCounts counts) {
    LogVerifier verifier = new LogVerifier(store, keys, origin);
    StartCheck check = new StartCheck(settings, verifier);
    LogWriter writer = new LogWriter(settings, new TailResolver(settings, verifier, check), counts);
    return new LogMaintenance(settings, verifier, writer);
  }

  LogSettings settings() {
    return new LogSettings(
        store,
        keys,
        clock,
        origin,
        maxSizeBytes,
        maxAge,
        retention,
        durability,
        queueCapacity,
        queueTimeout,
        failOpen,
        maxEventBytes,
        onUnstorable,
        verifyOnStart,
        onTamper,
        sinks,
        retentionIgnoresSinks,
        new Alerts(alertListeners));
  }
}
