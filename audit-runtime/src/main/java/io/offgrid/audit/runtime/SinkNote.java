package io.offgrid.audit.runtime;

import io.offgrid.audit.spi.SinkState;
import io.offgrid.audit.spi.SinkState.Slot;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a sink is doing, written down by the process that forwards for the others to show. Nobody
 * trusts it with anything else.
 *
 * @param state in one word
 * @param lastSuccess when records were handed over last
 * @param lastError what went wrong last
 * @param lastErrorAt when that was
 */
record SinkNote(
    String state,
    Optional<Instant> lastSuccess,
    Optional<String> lastError,
    Optional<Instant> lastErrorAt) {
  static final String FORWARDING = "forwarding";
  static final String RETRYING = "retrying";
  static final String HELD = "held";
  static final String STOPPED = "stopped";
  static final String ENDED = "ended";

  static SinkNote of(String state, SinkMetrics metrics) {
    return new SinkNote(state, metrics.lastSuccess(), metrics.lastError(), metrics.lastFailure());
  }

  /** With what an earlier note knows where this one knows nothing. */
  SinkNote after(SinkNote earlier) {
    return new SinkNote(
        state,
        lastSuccess.or(earlier::lastSuccess),
        lastError.or(earlier::lastError),
        lastErrorAt.or(earlier::lastErrorAt));
  }

  void write(SinkState place) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("state", state);
    lastSuccess.ifPresent(time -> members.put("last_success", time.toString()));
    lastError.ifPresent(text -> members.put("last_error", text));
    lastErrorAt.ifPresent(time -> members.put("last_error_at", time.toString()));
    place.write(Slot.STATUS, FlatJson.write(members));
  }

  /** The note that is there. */
  static SinkNote read(SinkState place) {
    Map<String, Object> members = place.read(Slot.STATUS).map(FlatJson::read).orElse(Map.of());
    return new SinkNote(
        text(members, "state").orElse(""),
        time(members, "last_success"),
        text(members, "last_error"),
        time(members, "last_error_at"));
  }

  private static Optional<String> text(Map<String, Object> members, String name) {
    return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private static Optional<Instant> time(Map<String, Object> members, String name) {
    try {
      return text(members, name).map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
