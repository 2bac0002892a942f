package io.offgrid.audit.runtime.config;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.runtime.KeyStatus;
import io.offgrid.audit.runtime.LogMaintenance;
import io.offgrid.audit.runtime.SinkOperations;
import io.offgrid.audit.runtime.VerifyOnStart;
import io.offgrid.audit.spi.Exporter;
import io.offgrid.audit.spi.StoreSnapshot;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The components of a configuration, put together. Safe for use by any number of threads. */
public final class AuditDeployment implements AutoCloseable {
  private final AuditConfig config;
  private final Composition composition;
  private final LogOpener opener;
  private final ConcurrentMap<String, Exporter> exporters = new ConcurrentHashMap<>();

  private AuditDeployment(AuditConfig config, Composition composition) {
    this.config = config;
    this.composition = composition;
    opener =
        new LogOpener(
            config.settings(),
            composition.store(),
            composition.keys(),
            composition.clock(),
            composition.sinks(),
            composition.alertListeners());
  }

  static AuditDeployment of(AuditConfig config) {
    return new AuditDeployment(config, Composition.of(config));
  }

  /**
   * Opens the log for recording. Generates a key when none is configured and there is no log yet.
   * With {@code enabled: false} the log records nothing.
   *
   * @param whenUnset how much to verify when {@code verify_on_start} does not say
   * @throws AuditException if it cannot be opened, or must not be
   */
  public AuditLog openLog(VerifyOnStart whenUnset) {
    return opener.openLog(whenUnset);
  }

  /** Opens the log for reading. Locks nothing, and makes nothing but summaries of segments. */
  public AuditLogReader openReader() {
    return opener.openReader();
  }

  /** Opens the log for what is done to it as a whole. Touches nothing. */
  public LogMaintenance openMaintenance() {
    return opener.openMaintenance();
  }

  /** Opens what can be asked of the log's sinks, and done to them. Touches nothing. */
  public SinkOperations openSinks() {
    return opener.openSinks();
  }

  /**
   * The keys, and whether they fit the log. Changes nothing.
   *
   * @throws AuditException if the keys or the log cannot be read
   */
  public KeyStatus keyStatus() {
    return KeyStatus.of(opener.keys(), opener.store());
  }

  /** Where the keys are, for people: a file, a setting. */
  public String keyLocation() {
    return opener.keys().location();
  }

  /**
   * An exporter by its type name; always the same one.
   *
   * @throws AuditException if there is none of that name; the message has the known ones
   */
  public Exporter exporter(String type) {
    return exporters.computeIfAbsent(
        type, wanted -> composition.make(wanted, config.parts().exporters().component(wanted)));
  }

  /** The type names of all exporters, in alphabetical order. */
  public Set<String> exporterTypes() {
    return config.parts().exporters().types();
  }

  /** Whether anything is to be recorded. */
  public boolean enabled() {
    return config.enabled();
  }

  /** Tells why recording would fail now; absent when it should work. Never throws. */
  public Optional<String> check() {
    return opener.store().check();
  }

  /** Where the log is, for people. */
  public String location() {
    return opener.store().location();
  }

  /** Whether anything of a log is there, whole or damaged. */
  public boolean holdsLog() {
    try (StoreSnapshot snapshot = opener.store().snapshot()) {
      return snapshot.head().isPresent() || !snapshot.segments().isEmpty();
    }
  }

  /** How many bytes can still be recorded, about; absent when the store cannot tell. */
  public OptionalLong usableBytes() {
    return opener.store().usableBytes();
  }

  /** How large a segment of the log may grow, in bytes. */
  public long maxSegmentBytes() {
    return config.settings().maxSizeBytes();
  }

  /** How old a record may become before it is deleted. */
  public Duration retention() {
    return config.settings().retention();
  }

  /** Releases the store. Close the logs and readers first. Idempotent. */
  @Override
  public void close() {
    opener.store().close();
  }
}
