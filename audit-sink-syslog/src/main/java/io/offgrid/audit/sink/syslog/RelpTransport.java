package io.offgrid.audit.sink.syslog;

import io.offgrid.audit.spi.SinkException;
import io.offgrid.audit.spi.TlsFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages over RELP, whose receiver acknowledges each: what {@link #send} returned for, the
 * receiver has. How safe it is there is the receiver's matter: rsyslog acknowledges what it has put
 * into its queue, which by default is in memory.
 */
final class RelpTransport implements SyslogTransport {
  private final RelpConnector connector;
  private final String target;
  private final RelpSuspect suspect = new RelpSuspect();
  private final Object lock = new Object();
  private @Nullable RelpDeadline running; // guarded by lock
  private @Nullable RelpConversation current; // guarded by lock
  private boolean closed; // guarded by lock
  private long confirmed;

  /**
   * @param connectTimeout for looking up the name and connecting, to all its addresses together
   * @param tls whom to trust when TLS is spoken; plain TCP otherwise
   * @param target begins the messages of failures
   */
  RelpTransport(HostPort address, Duration connectTimeout, Optional<TlsFiles> tls, String target) {
    connector = new RelpConnector(address, connectTimeout, tls);
    this.target = target;
  }

  /** Returns when all are acknowledged. */
  @Override
  public void send(List<byte[]> messages, long lastSeq, Duration timeout) {
    boolean delivered = false;
    try {
      call(timeout, deadline -> deliver(messages, deadline));
      delivered = true;
    } catch (SinkException e) {
      if (e.getCause() instanceof RelpRefusal no && suspect.isRefusedForGood(messages, no)) {
        throw SinkException.rejected(String.valueOf(e.getMessage()));
      }
      throw e;
    } finally {
      if (!delivered) {
        hangUp();
      }
    }
    suspect.taken(messages);
    confirmed = lastSeq;
  }

  @Override
  public long confirmed() {
    return confirmed;
  }

  /** The conversation goes on: nothing in it is unacknowledged. */
  @Override
  public void startOver() {
    confirmed = 0;
  }

  @Override
  public void finish(Duration timeout) {
    Optional<RelpConversation> last = current();
    if (last.isEmpty()) {
      return;
    }
    try {
      call(timeout, deadline -> sayGoodbye(last.get(), deadline));
    } catch (SinkException e) {
      // Whatever happened, everything is acknowledged.
    } finally {
      hangUp();
    }
  }

  @Override
  public void test(byte[] message, Duration timeout, Consumer<String> steps) {
    call(
        timeout,
        deadline -> {
          try (RelpConversation own = open(deadline, steps)) {
            deadline.doing("delivering a message");
            long start = System.nanoTime();
            own.deliver(List.of(message));
            long millis = RelpConnector.millisSince(start);
            steps.accept("message acknowledged in %d ms".formatted(millis));
            sayGoodbye(own, deadline);
            steps.accept("conversation closed");
          }
        });
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      if (running != null) {
        running.abort();
      }
    }
    hangUp();
  }

  private void deliver(List<byte[]> messages, RelpDeadline deadline) throws IOException {
    RelpConversation conversation = conversation(deadline);
    deadline.guard(conversation);
    int count = messages.size();
    deadline.doing("delivering " + (count == 1 ? "a message" : count + " messages"));
    conversation.deliver(messages);
  }

  private RelpConversation conversation(RelpDeadline deadline) throws IOException {
    Optional<RelpConversation> last = current();
    if (last.isPresent() && !last.get().isOver()) {
      return last.get();
    }
    hangUp();
    RelpConversation fresh = open(deadline, step -> {});
    synchronized (lock) {
      current = fresh;
    }
    return fresh;
  }

  private RelpConversation open(RelpDeadline deadline, Consumer<String> steps) throws IOException {
    RelpConversation conversation = connector.connect(deadline, steps);
    try {
      deadline.doing("opening the conversation");
      steps.accept("conversation opened: " + conversation.open());
      return conversation;
    } catch (IOException | RuntimeException e) {
      conversation.close();
      throw e;
    }
  }

  private static void sayGoodbye(RelpConversation conversation, RelpDeadline deadline)
      throws IOException {
    deadline.guard(conversation);
    deadline.doing("closing the conversation");
    conversation.sayGoodbye();
  }

  /** What a call does, until its deadline. */
  private interface Call {
    void run(RelpDeadline deadline) throws IOException;
  }

  private void call(Duration timeout, Call what) {
    try (RelpDeadline deadline = begin(timeout)) {
      try {
        what.run(deadline);
      } catch (IOException e) {
        throw SinkException.failed(target + ": " + deadline.explain(e), e);
      }
    } finally {
      synchronized (lock) {
        running = null;
      }
    }
  }

  private RelpDeadline begin(Duration timeout) {
    synchronized (lock) {
      if (closed) {
        throw SinkException.failed(target + ": closed", null);
      }
      running = new RelpDeadline(timeout);
      return running;
    }
  }

  private Optional<RelpConversation> current() {
    synchronized (lock) {
      return Optional.ofNullable(current);
    }
  }

  private void hangUp() {
    RelpConversation last;
    synchronized (lock) {
      last = current;
      current = null;
    }
    if (last != null) {
      last.close();
    }
  }
}
