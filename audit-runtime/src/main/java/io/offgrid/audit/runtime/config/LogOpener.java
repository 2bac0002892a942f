package io.offgrid.audit.runtime.config;

import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.runtime.AuditLogBuilder;
import io.offgrid.audit.runtime.DisabledAuditLog;
import io.offgrid.audit.runtime.ForwardedSink;
import io.offgrid.audit.runtime.KeySource;
import io.offgrid.audit.runtime.LogMaintenance;
import io.offgrid.audit.runtime.SinkOperations;
import io.offgrid.audit.runtime.VerifyOnStart;
import io.offgrid.audit.spi.AlertListener;
import io.offgrid.audit.spi.AuditStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Opens a log as the settings say.
 *
 * @param settings how
 * @param store where
 * @param keys signed with what
 * @param clock at what time
 * @param sinks forwarded to what, the disabled ones included
 * @param alertListeners who is told what a person should look at
 */
record LogOpener(
    AuditSettings settings,
    AuditStore store,
    KeySource keys,
    Clock clock,
    List<ForwardedSink> sinks,
    Set<AlertListener> alertListeners) {
  /** For recording; makes a key if none is configured and there is no log yet. */
  AuditLog openLog(VerifyOnStart whenUnset) {
    if (!settings.enabled()) {
      return new DisabledAuditLog(this::openReader);
    }
    if (keys instanceof GeneratedKeyFile file) {
      file.ensure(store);
    }
    return builder().verifyOnStart(settings.verifyOnStart().orElse(whenUnset)).open();
  }

  /** For reading; makes nothing. */
  AuditLogReader openReader() {
    return builder().openReader();
  }

  /** For what is done to the log as a whole. */
  LogMaintenance openMaintenance() {
    return builder().openMaintenance();
  }

  /** For what is asked of the sinks and done to them. */
  SinkOperations openSinks() {
    return builder().openSinks();
  }

  /** A builder that has all settings but one, which the caller may decide. */
  AuditLogBuilder builder() {
    AuditLogBuilder builder = AuditLogBuilder.on(store, keys);
    alertListeners.forEach(builder::alertListener);
    sinks.forEach(builder::sink);
    return builder
        .retentionIgnoresSinks(settings.retentionIgnoresSinks())
        .clock(clock)
        .origin(settings.origin().orElse(null))
        .maxSizeBytes(settings.maxSizeBytes())
        .maxAge(Duration.ofDays(settings.maxAgeDays()))
        .retention(settings.retention())
        .durability(settings.durability())
        .queueCapacity(settings.queueCapacity())
        .queueTimeout(settings.queueTimeout())
        .failOpen(settings.failOpen())
        .maxEventBytes(settings.maxEventBytes())
        .onUnstorable(settings.onUnstorable())
        .onTamper(settings.onTamper());
  }
}
