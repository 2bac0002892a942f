package io.offgrid.audit.runtime;

import io.offgrid.audit.SinkCounts;
import java.util.List;

/** All forwarding of a log that is open for recording. */
record Forwarding(List<Forwarder> forwarders) {
  /** Prepares it, and makes the cursors of new sinks; to be called before anything is recorded. */
  static Forwarding of(LogSettings settings) {
    new Cursors(settings.store(), settings.keys()).make(settings.enabledSinks());
    return new Forwarding(
        settings.enabledSinks().stream().map(sink -> new Forwarder(settings, sink)).toList());
  }

  void start() {
    forwarders.forEach(Forwarder::start);
  }

  /** Something was recorded. */
  void wake() {
    for (Forwarder forwarder : forwarders) {
      forwarder.wake();
    }
  }

  /** What this process delivered so far. */
  List<SinkCounts> counts() {
    return forwarders.stream().map(Forwarder::counts).toList();
  }

  /** Delivers what is left, within the sinks' drain timeouts; returns at once. */
  void stop() {
    forwarders.forEach(Forwarder::stop);
  }

  /** Waits for the end, after {@link #stop}. */
  void await() {
    forwarders.forEach(Forwarder::await);
  }
}
