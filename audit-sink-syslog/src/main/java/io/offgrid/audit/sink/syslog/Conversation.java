package io.offgrid.audit.sink.syslog;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a receiver, from its making to its end. The receiver says nothing on it, so a
 * thread that reads learns at once how and when it ends. Its end is read by any thread; all else is
 * for one.
 */
final class Conversation implements AutoCloseable {
  private static final String ENDED = "the receiver ended the connection";

  private final Dialer.Line line;
  private final OpenSockets sockets;
  private final Watchdog watchdog;
  private final Duration writeTimeout;
  private final MessageAppender appender;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile @Nullable String end;
  private Deadline deadline = new Deadline(0);
  private long written;

  Conversation(
      Dialer.Line line,
      Framing framing,
      Duration writeTimeout,
      OpenSockets sockets,
      Watchdog watchdog)
      throws IOException {
    this.line = line;
    this.sockets = sockets;
    this.watchdog = watchdog;
    this.writeTimeout = writeTimeout;
    OutputStream out = new Guarded(line.socket().getOutputStream());
    appender = MessageAppender.gathering(framing, out, line.peer());
    InputStream in = line.socket().getInputStream();
    Thread reader = new Thread(() -> read(in), "audit-syslog-reader");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(InputStream in) {
    byte[] ignored = new byte[512];
    try {
      int count = 0;
      while (count >= 0) {
        count = in.read(ignored);
      }
      end = ENDED;
    } catch (IOException e) {
      end = "the connection broke: " + e.getMessage();
    }
    over.countDown();
  }

  /** How it ended; absent while it goes on. */
  Optional<String> end() {
    return Optional.ofNullable(end);
  }

  /** How many bytes were written, TLS's own not counted. */
  long written() {
    return written;
  }

  /** How many bytes the receiver's host has not acknowledged, as far as the system tells. */
  SendQueue sendQueue() {
    return SendQueue.of(line.raw());
  }

  /** Writes messages; none of them stays behind in a buffer of this process. */
  void send(List<byte[]> messages, Deadline until) throws IOException {
    deadline = until;
    appender.append(messages);
  }

  /**
   * Says that nothing more comes, and waits for the receiver to end the connection on its side,
   * which it does when it has read everything.
   *
   * @return whether it did; not if it ended it before, or the connection broke
   */
  boolean finish(Deadline until) throws IOException {
    if (end != null) {
      return false;
    }
    watchdog.watch(until.left(writeTimeout), () -> sockets.close(line.raw()));
    try {
      line.socket().shutdownOutput();
    } finally {
      watchdog.done();
    }
    try {
      long millis = until.left(Duration.ofDays(1)).toMillis();
      return over.await(millis, TimeUnit.MILLISECONDS) && ENDED.equals(end);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    sockets.close(line.raw());
  }

  /** The stream under Log4j's: each write may take so long and no longer. */
  private final class Guarded extends OutputStream {
    private final OutputStream out;

    Guarded(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (deadline.isOver()) {
        throw new SocketTimeoutException("it took too long");
      }
      Duration limit = deadline.left(writeTimeout);
      watchdog.watch(limit, () -> sockets.close(line.raw()));
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw watchdog.done() ? timeout(limit) : e;
      }
      if (watchdog.done()) {
        throw timeout(limit);
      }
      written += length;
    }

    private IOException timeout(Duration limit) {
      return new SocketTimeoutException(
          "the receiver took nothing for " + limit.toMillis() + " ms");
    }
  }
}
