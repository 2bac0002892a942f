package io.offgrid.audit.runtime;

import io.offgrid.audit.spi.Alert;
import io.offgrid.audit.spi.AlertKind;
import io.offgrid.audit.spi.AlertListener;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Raises alerts: in the application's log, and with every listener. Safe for several threads. */
record Alerts(List<AlertListener> listeners) {
  private static final Logger LOG = LoggerFactory.getLogger("io.offgrid.audit.alerts");

  Alerts {
    listeners = List.copyOf(listeners);
  }

  void raise(AlertKind kind, String message) {
    if (kind == AlertKind.LOG_SET_ASIDE) {
      LOG.warn("{}", message); // somebody did it on purpose
    } else {
      LOG.error("{}", message);
    }
    Alert alert = new Alert(kind, message);
    for (AlertListener listener : listeners) {
      try {
        listener.onAlert(alert);
      } catch (RuntimeException e) {
        LOG.error("the alert listener {} failed: {}", listener.getClass().getName(), e, e);
      }
    }
  }
}
