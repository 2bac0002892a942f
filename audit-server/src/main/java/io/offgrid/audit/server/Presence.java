package io.offgrid.audit.server;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.EventTypes;
import io.offgrid.audit.Outcome;
import io.offgrid.audit.runtime.config.ServerSettings;
import io.offgrid.audit.runtime.config.TokenSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records from when until when the log was open to others, and to whom: {@code server_start},
 * {@code server_stop}; wherever it is recorded who looks at it. A log that takes no events may
 * still be looked at, so that is only warned of.
 */
final class Presence {
  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

  private final AuditLog log;
  private final ServerSettings settings;

  Presence(AuditLog log, ServerSettings settings) {
    this.log = log;
    this.settings = settings;
  }

  void begins(int port) {
    record(
        at(EventTypes.SERVER_START, port)
            .detail("tls", settings.tls().isPresent())
            .detail("tokens", settings.tokens().stream().map(TokenSettings::name).toList()));
  }

  void ends(int port) {
    record(at(EventTypes.SERVER_STOP, port));
  }

  private AuditEvent.Builder at(String type, int port) {
    return AuditEvent.builder(type).outcome(Outcome.SUCCESS).target(settings.bind() + ":" + port);
  }

  private void record(AuditEvent.Builder event) {
    if (settings.tokens().isEmpty() || !settings.recordAccess()) {
      return;
    }
    try {
      log.recordAndWait(event.build());
    } catch (AuditException e) {
      LOG.warn("That the server starts or stops could not be recorded: {}", e.getMessage());
    }
  }
}
