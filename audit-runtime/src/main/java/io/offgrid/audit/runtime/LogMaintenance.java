package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.ConfigurationException;
import io.offgrid.audit.chain.SinkCursor;
import io.offgrid.audit.spi.SinkState;
import io.offgrid.audit.spi.StoreSession;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a log as a whole, by a person or on a schedule, while others may record to it. It
 * waits for the right to append like any writer. For one thread; holds nothing between calls.
 */
public final class LogMaintenance implements AutoCloseable {
  private final LogSettings settings;
  private final LogVerifier verifier;
  private final LogWriter writer;

  LogMaintenance(LogSettings settings, LogVerifier verifier, LogWriter writer) {
    this.settings = settings;
    this.verifier = verifier;
    this.writer = writer;
  }

  /**
   * Sets the log aside, whatever its state, and begins a new one that goes on from it. The old one
   * is kept with all its damage, and is never deleted.
   *
   * @param who looked at the damage, and goes into the log with the reason
   * @throws AuditException if there is no log, or the store fails; what was begun is finished by
   *     the next opening for writing
   */
  public SetAsideResult setAside(String who, String reason) {
    try (StoreSession session = settings.store().exclusive()) {
      new PendingAside(settings, verifier).finish(session);
      if (!session.exists()) {
        throw new AuditException("there is no log at " + location() + " to set aside");
      }
      return new SetAside(settings, verifier).run(session, who, reason);
    }
  }

  /** Tells what {@link #prune} would delete now. Takes no lock and changes nothing. */
  public PrunePlan planPrune() {
    try (Snapshots.Keyed keyed = Snapshots.take(settings.store(), settings.keys())) {
      return new PrunePlanner(settings, keyed.ring(), keyed.snapshot()).plan();
    }
  }

  /**
   * Deletes what is older than the retention period, and has the log say so first.
   *
   * @return what was deleted, and why no more
   * @throws AuditException if it cannot be deleted now; what the log announces is deleted by the
   *     next call
   */
  public PrunePlan prune() {
    PrunePlan plan = planPrune();
    if (!plan.isEmpty()) {
      writer.perform(new Pruning(plan)::run);
    }
    return plan;
  }

  /** The sinks so far behind that half the retention period is over, each with a warning. */
  Map<String, String> sinksBehind() {
    Map<String, String> behind = new LinkedHashMap<>();
    Duration half = settings.retention().dividedBy(2);
    for (ForwardedSink sink : settings.enabledSinks()) {
      SinkState state = settings.store().sink(sink.name());
      Optional<SinkCursor> cursor = new CursorStart(settings, sink.name(), state).find();
      Duration age = cursor.map(c -> Backlog.behind(settings, c).age()).orElse(Duration.ZERO);
      if (age.compareTo(half) > 0) {
        behind.put(
            sink.name(),
            "the sink %s has not taken a record that is %d days old, and retention is %d days: %s; see 'offgrid audit sinks'"
                .formatted(
                    sink.name(),
                    age.toDays(),
                    settings.retention().toDays(),
                    settings.retentionIgnoresSinks()
                        ? "it will be deleted all the same"
                        : "it will be kept beyond that, and the disk may fill"));
      }
    }
    return behind;
  }

  /** Seals the active segment if its first record is older than {@code max_age} allows. */
  void sealIfOld() {
    writer.perform(
        (session, appender) -> {
          if (appender.isOld(settings.clock().instant())) {
            appender.seal(session);
          }
        });
  }

  /**
   * Copies the log to a directory that can be verified, read and restored by itself; a directory
   * that holds an earlier backup of this log is brought up to date. Takes no lock.
   *
   * @param request where to, and what of it
   * @throws IllegalArgumentException if that is not a place for a backup
   * @throws BackupRefusedException if the log is not what the backup holds any more; nothing is
   *     changed then
   * @throws AuditException if something cannot be read or written; the next call goes on
   */
  public BackupResult backup(BackupRequest request) {
    return new LogBackup(settings, verifier, request).run();
  }

  /**
   * Makes the summaries that are missing beside sealed segments, newest first. Takes no lock.
   *
   * @param stop asked before each segment
   */
  void summarise(BooleanSupplier stop) {
    try (Snapshots.Keyed log = Snapshots.take(settings.store(), settings.keys())) {
      Summaries summaries = new Summaries(settings.store(), log.snapshot(), log.ring().current());
      for (int i = log.snapshot().segments().size() - 1; i >= 0 && !stop.getAsBoolean(); i--) {
        summaries.keptOrMade(i);
      }
    }
  }

  /** Makes the summaries that are missing, newest first, down to one that is there. */
  void summariseNewest() {
    try (Snapshots.Keyed log = Snapshots.take(settings.store(), settings.keys())) {
      Summaries summaries = new Summaries(settings.store(), log.snapshot(), log.ring().current());
      int i = log.snapshot().segments().size() - 2; // the last one is active
      while (i >= 0 && summaries.kept(i).isEmpty() && summaries.keptOrMade(i).isPresent()) {
        i--;
      }
    }
  }

  LogSettings settings() {
    return settings;
  }

  /** Where the log is, for people. */
  public String location() {
    return settings.store().location();
  }

  /**
   * Goes over to another signing key: the next one of the key source if one is prepared there, else
   * a new one. A rotation that a crash ended is taken up where it ended.
   *
   * @param to the key that it must be; null for whichever it is
   * @param listener is told each step
   * @throws ConfigurationException if a person must first add the key; the message says how
   * @throws AuditException if there is no log, or its keys do not allow to append, or a step fails
   */
  public void rotateKey(@Nullable String to, KeyRotationListener listener) {
    if (settings.store().readHead().isEmpty()) {
      throw new AuditException(
          "there is no log at "
              + location()
              + ", or its head is gone: no key was rotated; a new log simply begins with a new key");
    }
    new KeyRotation(settings.keys(), to, listener).run(writer);
  }

  @Override
  public void close() {
    writer.close();
  }
}
