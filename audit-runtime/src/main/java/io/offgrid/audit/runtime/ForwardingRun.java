package io.offgrid.audit.runtime;

import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SinkCursor;
import io.offgrid.audit.spi.AlertKind;
import io.offgrid.audit.spi.SegmentGoneException;
import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.SinkException;
import io.offgrid.audit.spi.SinkState;
import io.offgrid.audit.spi.SinkState.Slot;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forwards to one sink while the claim to it is held: reads from the cursor on, hands batches over,
 * moves the cursor as far as the sink has confirmed, and goes back to it after any failure. For one
 * thread.
 */
final class ForwardingRun {
  private static final Logger LOG = LoggerFactory.getLogger(ForwardingRun.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final Duration CONFIRM_AGAIN = Duration.ofMillis(100);

  /**
   * How many batches are reserved at a time, so that few writes of the cursor must be waited for.
   */
  private static final int RANGE_BATCHES = 64;

  private final LogSettings settings;
  private final ForwardedSink forwarded;
  private final SinkState state;
  private final Sink sink;
  private final Signal signal;
  private final SinkFilter filter;
  private final ParkedRecords parked;
  private final Deque<Delivered> inFlight = new ArrayDeque<>();
  private final StatusBoard board;
  private final Set<String> told = new HashSet<>();
  private int limit;
  private long parkedCount;
  private long replayLookedAt = System.nanoTime() - LOOK_AGAIN.toNanos();
  private long lookedAt;
  private boolean mayHaveMore = true;
  private boolean lookedSinceStop;
  private boolean ended;
  private boolean stoppedBySink;

  private boolean receiverSeen;
  private int failures;

  /**
   * What was handed over and not yet confirmed: up to seq, of which sent was the last to go out.
   */
  @SuppressWarnings("ArrayRecordComponent") // a hash; not compared
  private record Delivered(long sent, long seq, byte[] hash) {}

  ForwardingRun(
      LogSettings settings,
      ForwardedSink forwarded,
      SinkState state,
      Sink sink,
      SinkMetrics metrics,
      Signal signal) {
    this.settings = settings;
    this.forwarded = forwarded;
    this.state = state;
    this.sink = sink;
    this.signal = signal;
    this.filter = new SinkFilter(forwarded.settings());
    this.parked = new ParkedRecords(state, settings.clock());
    this.board = new StatusBoard(state, metrics);
    this.limit = forwarded.settings().batchSize();
  }

  /** Returns when it was told to stop and has done what it can. */
  void run() {
    Optional<CursorSlot> cursor = start();
    while (cursor.isEmpty() && !signal.isStopped()) {
      signal.await(LOOK_AGAIN);
      cursor = start();
    }
    if (cursor.isEmpty()) {
      return;
    }
    boolean known = state.read(Slot.CURSOR).isPresent();
    try (Feed feed = new Feed(settings, filter, place(cursor.get()), known)) {
      board.show(SinkNote.FORWARDING);
      while (!ended) {
        step(feed, cursor.get());
      }
    }
    cursor.get().settleIfConfirmed(inFlight.isEmpty());
    board.end(stoppedBySink ? SinkNote.STOPPED : SinkNote.ENDED);
  }

  /** Where to begin; absent while there is no log to be seen. */
  private Optional<CursorSlot> start() {
    return new CursorStart(settings, forwarded.name(), state)
        .find(why -> alert(AlertKind.SINK_GAP, why))
        .map(cursor -> new CursorSlot(state, settings.keys(), cursor));
  }

  private static Place place(CursorSlot cursor) {
    return new Place("", 0, cursor.seq(), cursor.hash(), null);
  }

  private void step(Feed feed, CursorSlot cursor) {
    replay(feed, cursor);
    if (stoppedBySink) {
      ended = signal.isStopped();
      signal.await(LOOK_AGAIN);
      return;
    }
    if (!confirm(feed, cursor)) {
      return;
    }
    if (signal.isStopped() && signal.left().isZero()) {
      ended = true;
    } else if (feed.hasMore()) {
      deliver(feed, cursor);
    } else if (!mustLook() || !look(feed, cursor)) {
      rest(feed, cursor);
    }
  }

  /** Others may record to the log, too; and what was recorded before the end must be seen. */
  private boolean mustLook() {
    return mayHaveMore
        || System.nanoTime() - lookedAt > LOOK_AGAIN.toNanos()
        || (signal.isStopped() && !lookedSinceStop);
  }

  private boolean look(Feed feed, CursorSlot cursor) {
    lookedSinceStop = signal.isStopped();
    lookedAt = System.nanoTime();
    mayHaveMore = false;
    try {
      boolean more = feed.refresh();
      if (feed.place().seq() < cursor.seq()) { // another log: all of it is sent
        inFlight.clear();
        cursor.restartAt(feed.place());
      }
      return more;
    } catch (SegmentGoneException e) {
      mayHaveMore = true; // pruned or set aside meanwhile
      lookedSinceStop = false;
      return false;
    }
  }

  private void deliver(Feed feed, CursorSlot cursor) {
    if (feed.place().seq() >= cursor.until()) {
      long range = (long) RANGE_BATCHES * forwarded.settings().batchSize();
      cursor.reserve(
          Math.max(Math.min(feed.headSeq(), feed.place().seq() + range), feed.place().seq() + 1));
    }
    long before = feed.place().seq();
    Piece piece;
    try {
      piece = feed.next(limit, cursor.until());
    } catch (SegmentGoneException e) {
      feed.moveTo(feed.place()); // pruned or set aside meanwhile
      mayHaveMore = true;
      return;
    }
    report(piece);
    if (piece.records().isEmpty() && piece.seq() == before) {
      return;
    }
    if (!piece.records().isEmpty() && !handOver(piece, feed, cursor)) {
      return;
    }
    long sent =
        !piece.records().isEmpty()
            ? piece.lastSent()
            : inFlight.isEmpty() ? 0 : inFlight.getLast().sent();
    inFlight.add(new Delivered(sent, piece.seq(), piece.hash()));
  }

  /** Whether the sink took it; if not, everything is ready for another try. */
  private boolean handOver(Piece piece, Feed feed, CursorSlot cursor) {
    try {
      sink.deliver(piece.records(), timeout());
    } catch (SinkException e) {
      failed(e, piece, feed, cursor);
      return false;
    }
    limit = Math.min(forwarded.settings().batchSize(), 2 * limit);
    return true;
  }

  private Duration timeout() {
    Duration usual = forwarded.settings().timeout();
    if (!signal.isStopped()) {
      return usual;
    }
    Duration left = signal.left().plusMillis(1);
    return left.compareTo(usual) < 0 ? left : usual;
  }

  private void failed(SinkException e, @Nullable Piece piece, Feed feed, CursorSlot cursor) {
    switch (e.kind()) {
      case TRANSIENT -> {
        if (board.show(SinkNote.RETRYING)) {
          LOG.warn("the sink {} will try again: {}", forwarded.name(), e.getMessage());
        }
        ended = givesUp(); // the rest goes at the next start
      }
      case GONE -> {
        stoppedBySink = true;
        board.show(SinkNote.STOPPED);
        alert(
            AlertKind.SINK_STOPPED,
            "nothing is sent any more, since the receiver wants nothing: "
                + e.getMessage()
                + ". Look at the receiver; a restart, or 'offgrid audit sinks replay', begins again");
      }
      case REJECTED -> rejected(e, piece);
    }
    rewind(feed, cursor);
  }

  /** At the end, a receiver that never took anything is not waited for after two tries. */
  private boolean givesUp() {
    failures++;
    return signal.isStopped() && !receiverSeen && failures > 1;
  }

  private void rejected(SinkException e, @Nullable Piece piece) {
    if (piece == null || piece.records().size() > 1) {
      limit = Math.max(1, (piece == null ? limit : piece.records().size()) / 2);
      return;
    }
    long seq = piece.records().get(0).seq();
    if (forwarded.settings().onReject() == OnReject.STOP) {
      if (board.show(SinkNote.HELD)) {
        alert(
            AlertKind.SINK_STOPPED,
            "nothing is sent while the receiver does not take seq %d: %s"
                .formatted(seq, e.getMessage()));
      }
      ended = signal.isStopped();
      if (!ended) {
        signal.pause(forwarded.settings().pauses().max());
      }
      return;
    }
    parked.park(piece.records().get(0), String.valueOf(e.getMessage()));
    filter.leaveOut(seq);
    alertParked("the receiver does not take seq %d: %s".formatted(seq, e.getMessage()));
  }

  /** Goes back to what is confirmed. */
  private void rewind(Feed feed, CursorSlot cursor) {
    inFlight.clear();
    feed.moveTo(place(cursor));
    mayHaveMore = true;
  }

  /** Whether nothing was lost; then the cursor is where the sink has confirmed. */
  private boolean confirm(Feed feed, CursorSlot cursor) {
    if (inFlight.isEmpty()) {
      return true;
    }
    long confirmed;
    try {
      confirmed = sink.confirmed();
    } catch (SinkException e) {
      failed(e, null, feed, cursor);
      return false;
    }
    Delivered last = null;
    while (!inFlight.isEmpty() && inFlight.getFirst().sent() <= confirmed) {
      last = inFlight.removeFirst();
    }
    if (last != null) {
      cursor.confirmed(last.seq(), last.hash());
      filter.passed(last.seq());
      receiverSeen |= last.sent() > 0;
      failures = 0;
      board.show(SinkNote.FORWARDING);
    }
    return true;
  }

  /** There is nothing to deliver for now. */
  private void rest(Feed feed, CursorSlot cursor) {
    if (signal.isStopped()) {
      if (lookedSinceStop) { // else it was told to stop only just now
        end(feed, cursor);
      }
      return;
    }
    if (inFlight.isEmpty()) {
      cursor.settle();
      board.rest();
    }
    mayHaveMore = signal.await(inFlight.isEmpty() ? LOOK_AGAIN : CONFIRM_AGAIN);
    if (mayHaveMore) {
      signal.pause(forwarded.settings().batchWait());
    }
  }

  private void end(Feed feed, CursorSlot cursor) {
    if (!inFlight.isEmpty()) {
      try {
        sink.finish(signal.left());
      } catch (SinkException e) {
        LOG.warn("the sink {}: {}", forwarded.name(), e.getMessage());
      }
      confirm(feed, cursor);
    }
    ended = true;
  }

  /** Somebody wants records sent again. */
  private void replay(Feed feed, CursorSlot cursor) {
    if (System.nanoTime() - replayLookedAt < LOOK_AGAIN.toNanos()) {
      return;
    }
    replayLookedAt = System.nanoTime();
    if (state.read(Slot.REPLAY).isEmpty()) {
      return;
    }
    KeyRing ring = settings.keys().load();
    Optional<SinkCursor> asked =
        Cursors.read(state, Slot.REPLAY, forwarded.name(), ring)
            .filter(to -> !ring.isRetired(to.keyId()) && cursor.isAtOrAfter(to));
    state.clear(Slot.REPLAY);
    if (asked.isEmpty()) {
      alert(
          AlertKind.INTEGRITY_FAILURE,
          "somebody asked for a replay who may not, or would have had records left out: ignored");
      return;
    }
    cursor.moveTo(asked.get());
    stoppedBySink = false;
    filter.reset();
    rewind(feed, cursor);
    LOG.info("the sink {} sends again from seq {} on", forwarded.name(), cursor.seq() + 1);
  }

  private void report(Piece piece) {
    piece
        .damaged()
        .forEach(
            line -> {
              parked.park(line);
              alertParked(
                  "a line of %s, at byte %d, is damaged and was not sent: %s; verify the log"
                      .formatted(line.file(), line.offset(), line.reason()));
            });
    piece.notes().stream().filter(told::add).forEach(note -> alert(AlertKind.SINK_GAP, note));
  }

  /** Each of the first few, and then ever fewer: a receiver that takes nothing is one trouble. */
  private void alertParked(String message) {
    parkedCount++;
    if (parkedCount <= 10 || Long.bitCount(parkedCount) == 1) {
      alert(
          AlertKind.SINK_PARKED,
          message
              + ". It is parked, number "
              + parkedCount
              + " since the start; see"
              + " 'offgrid audit sinks'");
    }
  }

  private void alert(AlertKind kind, String message) {
    Forwarder.alert(settings, kind, forwarded.name(), message);
  }
}
