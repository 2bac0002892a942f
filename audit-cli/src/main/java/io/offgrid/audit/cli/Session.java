package io.offgrid.audit.cli;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.runtime.KeyStatus;
import io.offgrid.audit.runtime.LogMaintenance;
import io.offgrid.audit.runtime.SinkOperations;
import io.offgrid.audit.runtime.VerifyOnStart;
import io.offgrid.audit.runtime.config.AuditConfig;
import io.offgrid.audit.runtime.config.AuditDeployment;
import io.offgrid.audit.runtime.config.ConfigSource;
import io.offgrid.audit.spi.Exporter;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configured deployment for the time of one command. */
final class Session implements AutoCloseable {
  private final AuditConfig config;
  private final AuditDeployment deployment;

  private Session(AuditConfig config) {
    this.config = config;
    this.deployment = config.deploy();
  }

  /**
   * Reads the configuration and tells its warnings.
   *
   * @throws io.offgrid.audit.ConfigurationException if it is wrong
   */
  static AuditConfig configuration(
      Console console, Map<String, String> environment, @Nullable Path file, @Nullable Path dir) {
    AuditConfig config = AuditConfig.load(ConfigSource.of(environment, file, dir));
    config.warnings().forEach(warning -> console.message("warning: " + warning));
    return config;
  }

  static Session of(AuditConfig config) {
    return new Session(config);
  }

  boolean enabled() {
    return config.enabled();
  }

  /** Opened for one short task, so no more is verified than its end. */
  AuditLog openLog() {
    return deployment.openLog(VerifyOnStart.TAIL);
  }

  AuditLogReader openReader() {
    return deployment.openReader();
  }

  LogMaintenance openMaintenance() {
    return deployment.openMaintenance();
  }

  SinkOperations openSinks() {
    return deployment.openSinks();
  }

  /** The keys' fingerprints, and whether they fit the log. */
  KeyStatus keyStatus() {
    return deployment.keyStatus();
  }

  /** Where the keys are. */
  String keyLocation() {
    return deployment.keyLocation();
  }

  /**
   * The exporter of this format.
   *
   * @throws UsageException if there is none
   */
  Exporter exporter(String format) {
    try {
      return deployment.exporter(format);
    } catch (AuditException e) {
      if (deployment.exporterTypes().contains(format)) {
        throw e;
      }
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** Whether the configured store finds anything of a log where it looks. */
  boolean holdsLog() {
    return deployment.holdsLog();
  }

  /** The configured store's type. */
  String storeType() {
    return config.settings().store().type();
  }

  /** Where the log is. */
  String location() {
    return deployment.location();
  }

  @Override
  public void close() {
    deployment.close();
  }
}
