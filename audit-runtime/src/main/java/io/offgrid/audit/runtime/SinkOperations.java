package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SinkCursor;
import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.SinkException;
import io.offgrid.audit.spi.SinkState;
import io.offgrid.audit.spi.SinkState.Claim;
import io.offgrid.audit.spi.SinkState.Slot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What a person asks of the sinks of a log, and does to them, while others may record and forward.
 * Safe for use by any number of threads; holds nothing between calls but what it counted of parked
 * records, so keep one for asking again and again.
 */
public final class SinkOperations {
  private final LogSettings settings;
  private final Map<String, ParkedTally> tallies = new ConcurrentHashMap<>();

  SinkOperations(LogSettings settings) {
    this.settings = settings;
  }

  /**
   * The names of all sinks, those that are disabled included, in the order of the configuration.
   */
  public List<String> names() {
    return settings.sinks().stream().map(ForwardedSink::name).toList();
  }

  /**
   * Where a sink delivers to, without any secret.
   *
   * @throws IllegalArgumentException if there is no such sink
   */
  public String target(String name) {
    return target(find(name));
  }

  /**
   * All sinks, those that are disabled included, in the order of the configuration.
   *
   * @throws AuditException if keys or log cannot be read
   */
  public List<SinkStatus> status() {
    return settings.sinks().stream().map(this::status).toList();
  }

  private SinkStatus status(ForwardedSink sink) {
    SinkState state = settings.store().sink(sink.name());
    SinkNote note = SinkNote.read(state);
    Optional<SinkCursor> cursor = cursor(sink.name(), state);
    Backlog backlog =
        cursor
            .map(c -> Backlog.behind(settings, c))
            .orElse(new Backlog(0, java.time.Duration.ZERO));
    return new SinkStatus(
        sink.name(),
        sink.type(),
        target(sink),
        word(sink, state, note),
        cursor.map(SinkCursor::seq).orElse(0L),
        backlog.events(),
        backlog.age(),
        note.lastSuccess(),
        note.lastError(),
        note.lastErrorAt(),
        tallies.computeIfAbsent(sink.name(), name -> new ParkedTally()).count(state));
  }

  private static String target(ForwardedSink forwarded) {
    try (Sink sink = forwarded.maker().get()) {
      return sink.target();
    }
  }

  private static String word(ForwardedSink sink, SinkState state, SinkNote note) {
    if (!sink.settings().enabled()) {
      return SinkStatus.DISABLED;
    }
    if (!state.everClaimed()) {
      return SinkStatus.WAITING;
    }
    Optional<Claim> free = state.claim();
    free.ifPresent(Claim::close);
    if (free.isEmpty()) {
      return switch (note.state()) {
        case "" -> SinkNote.FORWARDING;
        case SinkNote.ENDED -> SinkStatus.WAITING; // it is about to let go
        default -> note.state();
      };
    }
    return SinkStatus.WAITING;
  }

  /** The cursor; absent if there is no log to be seen. */
  private Optional<SinkCursor> cursor(String sink, SinkState state) {
    return settings.store().readHead().isEmpty()
        ? Optional.empty()
        : new CursorStart(settings, sink, state).find();
  }

  /**
   * Delivers one marked record that is not in the log, now, and tells each step.
   *
   * @throws SinkException if it fails, which says at what
   * @throws IllegalArgumentException if there is no such sink
   */
  public void test(String name, Consumer<String> steps) {
    ForwardedSink forwarded = find(name);
    try (Sink sink = forwarded.maker().get()) {
      sink.test(
          TestMessage.of(name, settings.clock().instant()), forwarded.settings().timeout(), steps);
    }
  }

  /**
   * Has everything from this record on sent again.
   *
   * @param seq of the first one
   * @return number of the record that comes first
   * @throws IllegalArgumentException if there is no such sink, or it has not come so far
   */
  public long replay(String name, long seq) {
    return replay(find(name), new ReplayPoint(settings).at(seq));
  }

  /**
   * Has everything sent again that was recorded from this time on.
   *
   * @return number of the record that comes first
   * @throws IllegalArgumentException if there is no such sink, or it has not come so far
   */
  public long replay(String name, Instant from) {
    return replay(find(name), new ReplayPoint(settings).since(from));
  }

  private long replay(ForwardedSink forwarded, ReplayPoint.Point point) {
    String name = forwarded.name();
    SinkState state = settings.store().sink(name);
    KeyRing ring = settings.keys().load();
    long confirmed = cursor(name, state).map(SinkCursor::seq).orElse(0L);
    if (point.seqBefore() > confirmed) {
      throw new IllegalArgumentException(
          "the sink %s has confirmed records up to seq %d only: there is nothing to send again"
              .formatted(name, confirmed));
    }
    byte[] line = point.cursor(name, ring.current());
    Optional<Claim> claim = state.claim();
    if (claim.isEmpty()) {
      state.write(Slot.REPLAY, line); // the process that forwards looks for it
    } else {
      try (Claim held = claim.get()) {
        state.write(Slot.CURSOR, line);
        state.clear(Slot.REPLAY);
      }
    }
    return point.seqBefore() + 1;
  }

  /**
   * Tries the parked records again, oldest first. Those that the receiver now confirms are not
   * parked any more; the others stay.
   *
   * @throws SinkException if the receiver cannot be reached
   * @throws IllegalArgumentException if there is no such sink
   */
  public RetryResult retry(String name) {
    ForwardedSink forwarded = find(name);
    SinkState state = settings.store().sink(name);
    try (Sink sink = forwarded.maker().get()) {
      return new ParkedRetry(
              settings.keys().load(),
              new ParkedRecords(state, settings.clock()),
              sink,
              forwarded.settings().timeout())
          .run();
    }
  }

  private ForwardedSink find(String name) {
    return settings.sinks().stream()
        .filter(sink -> sink.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    settings.sinks().isEmpty()
                        ? "no sinks are configured"
                        : "there is no sink %s; there are: %s"
                            .formatted(name, String.join(", ", names()))));
  }
}
