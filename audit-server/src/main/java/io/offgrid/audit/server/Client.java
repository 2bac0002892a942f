package io.offgrid.audit.server;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;

/**
 * One connection: since when its client does what. Safe for use by any number of threads; times are
 * as of {@link System#nanoTime}.
 */
final class Client {
  private final Connection connection;
  private State state = State.WAITING;
  private long since;
  private long pieceSince;
  private boolean sending;
  private boolean served;
  private long memory;
  private @Nullable Runnable late;

  Client(Connection connection, long now) {
    this.connection = connection;
    since = now;
  }

  private enum State {
    /** A request may come, or its header is on its way. */
    WAITING,
    /** The header is there, the body on its way. */
    ARRIVING,
    /** All is there, and is answered. */
    ANSWERING
  }

  /** A body begins to arrive; if that takes too long, this is done about it. */
  synchronized void arriving(long began, Runnable whenLate) {
    state = State.ARRIVING;
    since = began;
    late = whenLate;
  }

  synchronized void answering() {
    state = State.ANSWERING;
    late = null;
  }

  /** The answer is out, or the request failed. */
  synchronized void answered(long now) {
    state = State.WAITING;
    since = now;
    sending = false;
    served = true;
    late = null;
  }

  /** A piece of the answer is handed to the network. */
  synchronized void sending(long now) {
    sending = true;
    pieceSince = now;
  }

  /** It was taken. */
  synchronized void sent() {
    sending = false;
  }

  synchronized void hold(long bytes) {
    memory += bytes;
  }

  /** Ends what takes longer than it may. */
  void check(long now, Limits limits) {
    Runnable whenLate = null;
    boolean stuck;
    synchronized (this) {
      boolean overdue = state != State.ANSWERING && now - since > limits.arrival().toNanos();
      if (overdue && state == State.ARRIVING) {
        whenLate = late;
        late = null;
      }
      stuck =
          (overdue && state == State.WAITING)
              || (sending && now - pieceSince > limits.piece().toNanos());
    }
    if (whenLate != null) {
      whenLate.run();
    }
    if (stuck) {
      close();
    }
  }

  /** Whether nothing would be lost but a client that lets the server wait. */
  synchronized boolean isExpendable() {
    return state != State.ANSWERING;
  }

  /**
   * How much it hoards: the memory that it holds for as long as its client likes, times how long it
   * has let the server wait. So a small request, or a client that keeps taking its answer, hoards
   * next to nothing, however many others do.
   */
  synchronized double hoarded(long now) {
    boolean waitedFor = state == State.ARRIVING || sending;
    return waitedFor ? (double) memory * Math.max(0, now - waitingSince()) : 0;
  }

  /** The less the sooner it has to go: those never served, then by how long they let wait. */
  synchronized long[] rank() {
    return new long[] {served ? 1 : 0, waitingSince()};
  }

  private long waitingSince() {
    return sending ? pieceSince : since;
  }

  void close() {
    connection.getEndPoint().close(new EofException("the client is too slow"));
  }
}
