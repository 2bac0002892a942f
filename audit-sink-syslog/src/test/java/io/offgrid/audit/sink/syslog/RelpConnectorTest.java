package io.offgrid.audit.sink.syslog;

import static io.offgrid.audit.sink.syslog.RelpTransportTest.assertFails;
import static io.offgrid.audit.sink.syslog.RelpTransportTest.messages;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RelpConnectorTest {
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void triesTheNextAddressWhenOneRefuses() throws Exception {
    try (RelpReceiver receiver = new RelpReceiver(RelpReceiver::polite);
        RelpDeadline deadline = new RelpDeadline(LONG)) {
      RelpConnector connector = connector(new HostPort("two.example", receiver.port()), LONG);
      List<InetAddress> found = List.of(loopback(2), loopback(1));
      try (SocketChannel channel = connector.connect(found, System.nanoTime(), deadline)) {
        assertThat(channel.getRemoteAddress())
            .isEqualTo(new InetSocketAddress(loopback(1), receiver.port()));
      }
    }
  }

  @Test
  void leavesTimeForTheNextAddressWhenOneDoesNotAnswer() throws Exception {
    try (RelpReceiver receiver = new RelpReceiver(RelpReceiver::polite);
        Full full = new Full(loopback(2), receiver.port());
        RelpDeadline deadline = new RelpDeadline(LONG)) {
      Duration timeout = Duration.ofSeconds(1);
      RelpConnector connector = connector(new HostPort("two.example", full.port()), timeout);
      List<InetAddress> found = List.of(loopback(2), loopback(1));
      try (SocketChannel channel = connector.connect(found, System.nanoTime(), deadline)) {
        assertThat(channel.getRemoteAddress())
            .isEqualTo(new InetSocketAddress(loopback(1), receiver.port()));
      }
    }
  }

  @Test
  void givesUpAfterTheConnectTimeout() throws Exception {
    try (Full full = new Full(loopback(1), 0);
        RelpTransport transport = transport(full, SHORT)) {
      assertFails(
          () -> transport.send(messages(1), 1, LONG),
          "relp://full: no answer within 300 ms (connecting to 127.0.0.1 port %d)"
              .formatted(full.port()));
    }
  }

  @Test
  void connectsNoLongerThanTheCallMayLast() throws Exception {
    try (Full full = new Full(loopback(1), 0);
        RelpTransport transport = transport(full, LONG)) {
      assertFails(
          () -> transport.send(messages(1), 1, SHORT),
          "relp://full: not done within 300 ms (connecting to 127.0.0.1 port %d)"
              .formatted(full.port()));
    }
  }

  @Test
  void anotherThreadsCloseEndsConnecting() throws Exception {
    try (Full full = new Full(loopback(1), 0)) {
      RelpTransport transport = transport(full, LONG);
      Thread caller = Thread.currentThread();
      Thread closing =
          new Thread(
              () -> {
                while (!at(caller, "connect")) {
                  Thread.onSpinWait();
                }
                transport.close();
              });
      closing.start();
      assertFails(
          () -> transport.send(messages(1), 1, LONG),
          "relp://full: closed (connecting to 127.0.0.1 port %d)".formatted(full.port()));
      closing.join();
    }
  }

  @Test
  void saysThatAHostIsUnknown() {
    try (RelpTransport transport =
        new RelpTransport(
            new HostPort("no.such.host.invalid", 1), LONG, Optional.empty(), "relp://nobody")) {
      assertFails(
          () -> transport.send(messages(1), 1, LONG),
          "relp://nobody: unknown host no.such.host.invalid"
              + " (looking up no.such.host.invalid)");
    }
  }

  private static boolean at(Thread thread, String method) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getMethodName().equals(method) && frame.getClassName().startsWith("sun.nio")) {
        return true;
      }
    }
    return false;
  }

  private static RelpTransport transport(Full full, Duration connectTimeout) {
    HostPort address = new HostPort("127.0.0.1", full.port());
    return new RelpTransport(address, connectTimeout, Optional.empty(), "relp://full");
  }

  private static RelpConnector connector(HostPort address, Duration timeout) {
    return new RelpConnector(address, timeout, Optional.empty());
  }

  private static InetAddress loopback(int last) throws Exception {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
  }

  /** Listens, but its queue is full: who connects gets no answer at all. */
  private static final class Full implements AutoCloseable {
    private final ServerSocket listening;
    private final List<SocketChannel> waiting = new ArrayList<>();

    Full(InetAddress address, int port) throws Exception {
      listening = new ServerSocket(port, 1, address);
      for (int i = 0; i < 8; i++) {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        waiting.add(channel);
        channel.connect(new InetSocketAddress(address, listening.getLocalPort()));
      }
    }

    int port() {
      return listening.getLocalPort();
    }

    @Override
    public void close() throws Exception {
      for (SocketChannel channel : waiting) {
        channel.close();
      }
      listening.close();
    }
  }
}
