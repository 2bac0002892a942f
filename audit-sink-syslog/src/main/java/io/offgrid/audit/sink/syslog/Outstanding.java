package io.offgrid.audit.sink.syslog;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The batches that were sent and may be lost yet. One counts as received once its connection has
 * outlived it by {@code settle} and the receiver's host has acknowledged its bytes. For one thread.
 */
final class Outstanding {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final Duration settle;
  private final Duration patience;
  private final Deque<Sent> batches = new ArrayDeque<>();
  private long confirmed;
  private long lookedAt;
  private boolean wasListed;
  private long acknowledged;
  private long progressAt;

  /** A batch: its last record, when it was written, and where it ends in the stream. */
  private record Sent(long lastSeq, long nanos, long end) {}

  /**
   * None.
   *
   * @param patience how long a host may acknowledge nothing of what it is sent
   */
  Outstanding(Duration settle, Duration patience) {
    this.settle = settle;
    this.patience = patience;
  }

  /** What follows goes over a new connection. */
  void begin() {
    lookedAt = System.nanoTime();
    wasListed = false;
    acknowledged = 0;
    progressAt = lookedAt;
  }

  void add(long lastSeq, long end) {
    batches.add(new Sent(lastSeq, System.nanoTime(), end));
  }

  boolean isEmpty() {
    return batches.isEmpty();
  }

  long confirmed() {
    return confirmed;
  }

  void confirmAll() {
    if (!batches.isEmpty()) {
      confirmed = batches.getLast().lastSeq();
    }
    batches.clear();
  }

  /** They are lost. */
  void forget() {
    batches.clear();
  }

  void startOver() {
    batches.clear();
    confirmed = 0;
  }

  /**
   * Confirms what has settled.
   *
   * @return why the connection is of no use any more, although it has not ended
   */
  Optional<String> settle(Conversation current) {
    long now = System.nanoTime();
    Sent first = batches.peek();
    if (first == null
        || now - first.nanos() < settle.toNanos()
        || now - lookedAt < BETWEEN_LOOKS.toNanos()) {
      return Optional.empty();
    }
    lookedAt = now;
    SendQueue queue = current.sendQueue();
    if (current.end().isPresent() || (wasListed && !queue.listed())) {
      return Optional.empty(); // whatever was seen, it was too late: its end will be told soon
    }
    boolean progress = look(queue, current.written());
    while (first != null
        && now - first.nanos() >= settle.toNanos()
        && first.end() <= acknowledged) {
      confirmed = first.lastSeq();
      batches.remove();
      first = batches.peek();
    }
    progressAt = progress ? now : progressAt;
    boolean stuck =
        first != null
            && first.end() > acknowledged
            && now - first.nanos() >= patience.toNanos()
            && now - progressAt >= patience.toNanos();
    return stuck
        ? Optional.of(
            "the receiver's host has acknowledged nothing for " + patience.toMillis() + " ms")
        : Optional.empty();
  }

  /** Notes how far the host has come; tells whether that is farther. */
  private boolean look(SendQueue queue, long written) {
    wasListed |= queue.listed();
    // With TLS, what waits in the queue is longer than what it carries: no less was acknowledged.
    long now = written - queue.bytes();
    boolean progress = now > acknowledged;
    acknowledged = Math.max(acknowledged, now);
    return progress;
  }
}
