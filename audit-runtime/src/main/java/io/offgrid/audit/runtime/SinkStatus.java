package io.offgrid.audit.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a sink is doing.
 *
 * @param name its name
 * @param type its kind
 * @param target where it delivers to, without any secret
 * @param state {@code forwarding}, {@code retrying}, {@code held} (a record is rejected and
 *     on_reject is stop), {@code stopped} (the receiver wants nothing), {@code waiting} (no process
 *     forwards now) or {@code disabled}
 * @param cursor number of the last record that the receiver confirmed, 0 for none
 * @param behindEvents how many records came after that one
 * @param behindTime how old the oldest of them is
 * @param lastSuccess when something was handed over last
 * @param lastError what went wrong last
 * @param lastErrorAt when that was
 * @param parked how many records wait for 'sinks retry'
 */
public record SinkStatus(
    String name,
    String type,
    String target,
    String state,
    long cursor,
    long behindEvents,
    Duration behindTime,
    Optional<Instant> lastSuccess,
    Optional<String> lastError,
    Optional<Instant> lastErrorAt,
    long parked) {

  static final String WAITING = "waiting";
  static final String DISABLED = "disabled";

  /** Every state there is. */
  public static final List<String> STATES =
      List.of(
          SinkNote.FORWARDING,
          SinkNote.RETRYING,
          SinkNote.HELD,
          SinkNote.STOPPED,
          WAITING,
          DISABLED);
}
