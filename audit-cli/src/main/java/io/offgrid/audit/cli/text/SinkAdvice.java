package io.offgrid.audit.cli.text;

import io.offgrid.audit.runtime.SinkStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What to make of the states of sinks that are not well. */
final class SinkAdvice {
  private SinkAdvice() {}

  /** A line for each that applies. */
  static List<String> on(List<SinkStatus> sinks) {
    List<String> advice = new ArrayList<>();
    add(
        advice,
        sinks,
        sink -> sink.state().equals("retrying"),
        "retrying: it is tried for as long as it takes, and nothing is lost; 'offgrid audit sinks"
            + " test NAME' tells what is wrong.");
    add(
        advice,
        sinks,
        sink -> sink.state().equals("held"),
        "held: the receiver rejects an event, and on_reject: stop keeps back all that follows.");
    add(
        advice,
        sinks,
        sink -> sink.state().equals("stopped"),
        "stopped: the receiver wants nothing any more; look there. A restart, or 'offgrid audit"
            + " sinks replay NAME', begins again.");
    add(
        advice,
        sinks,
        sink -> sink.state().equals("waiting") && sink.behindEvents() > 0,
        "waiting: no process that records forwards to it now; the next one sends what is behind.");
    add(
        advice,
        sinks,
        sink -> sink.parked() > 0,
        "parked: the receiver rejected these events; 'offgrid audit sinks retry NAME' tries them"
            + " again.");
    return advice;
  }

  private static void add(
      List<String> advice, List<SinkStatus> sinks, Predicate<SinkStatus> about, String text) {
    if (sinks.stream().anyMatch(about)) {
      advice.add(text);
    }
  }
}
