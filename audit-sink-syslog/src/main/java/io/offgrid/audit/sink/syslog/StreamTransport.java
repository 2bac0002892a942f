package io.offgrid.audit.sink.syslog;

import io.offgrid.audit.spi.SinkException;
import io.offgrid.audit.spi.TlsFiles;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * TCP and TLS, where nobody acknowledges. A batch counts as received once its connection has
 * outlived it by {@code settle} and the receiver's host has acknowledged its bytes, or the
 * connection has come to an orderly end after it.
 */
final class StreamTransport implements SyslogTransport {
  private final String target;
  private final Framing framing;
  private final Duration writeTimeout;
  private final OpenSockets sockets = new OpenSockets();
  private final Watchdog watchdog = new Watchdog("audit-syslog-watchdog");
  private final Dialer dialer;
  private final Outstanding unconfirmed;
  private @Nullable Conversation conversation;

  StreamTransport(SyslogSettings settings, Optional<TlsFiles> tls, String target) {
    this.target = target;
    framing = tls.isPresent() ? Framing.OCTET_COUNTING : settings.streamFraming();
    writeTimeout = settings.writeTimeout();
    unconfirmed = new Outstanding(settings.settle(), writeTimeout);
    dialer = new Dialer(settings.hostPort(), settings.connectTimeout(), tls, sockets, watchdog);
  }

  @Override
  public void send(List<byte[]> messages, long lastSeq, Duration timeout) {
    Deadline deadline = Deadline.in(timeout);
    lookAfterWhatWasSent();
    try {
      Conversation current = conversation;
      if (current == null) {
        current = dial(deadline, step -> {});
        conversation = current;
        unconfirmed.begin();
      }
      current.send(messages, deadline);
      unconfirmed.add(lastSeq, current.written());
    } catch (IOException e) {
      hangUp();
      throw failed(e);
    }
  }

  @Override
  public long confirmed() {
    lookAfterWhatWasSent();
    return unconfirmed.confirmed();
  }

  @Override
  public void startOver() {
    unconfirmed.startOver();
  }

  @Override
  public void finish(Duration timeout) {
    lookAfterWhatWasSent();
    Conversation current = conversation;
    if (current == null) {
      return;
    }
    boolean hasAll = false;
    try {
      hasAll = current.finish(Deadline.in(timeout));
    } catch (IOException e) {
      // It broke meanwhile: what is not confirmed is told below.
    }
    if (hasAll) {
      unconfirmed.confirmAll();
    }
    boolean lost = !unconfirmed.isEmpty();
    String end = current.end().orElse("the receiver did not end it in time");
    hangUp();
    if (lost) {
      throw SinkException.failed(target + ": no orderly end of the connection: " + end, null);
    }
  }

  @Override
  public void test(byte[] message, Duration timeout, Consumer<String> steps) {
    Deadline deadline = Deadline.in(timeout);
    try (Conversation own = dial(deadline, steps)) {
      own.send(List.of(message), deadline);
      steps.accept("sent " + message.length + " bytes");
      long start = System.nanoTime();
      boolean hasAll = own.finish(deadline);
      Optional<String> end = own.end();
      if (hasAll) {
        steps.accept(
            "the receiver has read them and ended the connection in " + Dialer.millis(start));
      } else if (end.isPresent()) {
        throw SinkException.failed(target + ": " + end.get(), null);
      } else {
        steps.accept("the receiver has not ended the connection: it may have read them or not");
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    sockets.close();
    watchdog.close();
  }

  private Conversation dial(Deadline deadline, Consumer<String> steps) throws IOException {
    Dialer.Line line = dialer.dial(deadline, steps);
    try {
      return new Conversation(line, framing, writeTimeout, sockets, watchdog);
    } catch (IOException e) {
      sockets.close(line.raw());
      throw e;
    }
  }

  /** Confirms what has settled, and tells what was lost. */
  private void lookAfterWhatWasSent() {
    Conversation current = conversation;
    if (current == null) {
      return;
    }
    Optional<String> end = unconfirmed.settle(current).or(current::end);
    if (end.isPresent()) {
      boolean lost = !unconfirmed.isEmpty();
      hangUp();
      if (lost) {
        throw SinkException.failed(target + ": " + end.get(), null);
      }
    }
  }

  private void hangUp() {
    unconfirmed.forget();
    Conversation current = conversation;
    conversation = null;
    if (current != null) {
      current.close();
    }
  }

  private SinkException failed(IOException e) {
    String why = e instanceof UnknownHostException ? "the host is not known" : e.getMessage();
    return SinkException.failed(target + ": " + why, e);
  }
}
