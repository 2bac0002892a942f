package io.offgrid.audit.cli;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.cli.text.Amounts;
import io.offgrid.audit.runtime.SinkOperations;
import io.offgrid.audit.runtime.SinkStatus;
import java.time.Instant;

/**
 * Tells, after a recording ended, what its sinks have not got, unless another process sees to it.
 */
final class Unsent {
  private static final String LEVEL = "org.slf4j.simpleLogger.log.io.offgrid.audit.runtime.";

  private Unsent() {}

  /** Leaves all that a sink's failures have to say to {@link #tell}. Before a log is opened. */
  static void onlyAtTheEnd() {
    System.setProperty(LEVEL + "ForwardingRun", "error");
    System.setProperty(LEVEL + "Forwarder", "error");
  }

  /**
   * A line for each sink that is behind.
   *
   * @param began when this process began: an error from before is no reason
   */
  static void tell(Console console, Session session, Instant began) {
    SinkOperations sinks = session.openSinks();
    if (sinks.names().isEmpty()) {
      return;
    }
    try {
      sinks.status().stream()
          .filter(sink -> sink.state().equals("waiting") && sink.behindEvents() > 0)
          .forEach(sink -> console.message(line(sink, began)));
    } catch (AuditException e) {
      console.message("how the sinks are doing cannot be told: " + e.getMessage());
    }
  }

  private static String line(SinkStatus sink, Instant began) {
    boolean failed = sink.lastErrorAt().filter(at -> !at.isBefore(began)).isPresent();
    return "the sink "
        + sink.name()
        + ": "
        + Amounts.count(sink.behindEvents(), "event")
        + " will be sent at the next start"
        + (failed ? ": " + sink.lastError().orElse("") : "");
  }
}
