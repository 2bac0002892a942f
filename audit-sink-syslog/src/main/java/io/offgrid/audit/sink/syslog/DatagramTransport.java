package io.offgrid.audit.sink.syslog;

import io.offgrid.audit.spi.SinkException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * UDP, one datagram a message (RFC 5426): best effort. What was sent counts as received, since
 * nothing will ever tell; only where the receiver's host says that nobody listens, it fails.
 */
final class DatagramTransport implements SyslogTransport {
  private final HostPort address;
  private final String target;
  private volatile boolean closed;
  private volatile @Nullable Outlet outlet;
  private long confirmed;

  /** A socket, connected so that it hears of ICMP's messages, and the appender over it. */
  private record Outlet(DatagramSocket socket, MessageAppender appender) {
    static Outlet to(InetSocketAddress peer) throws IOException {
      DatagramSocket socket = new DatagramSocket();
      socket.connect(peer);
      return new Outlet(socket, MessageAppender.oneByOne(new Datagrams(socket), peer));
    }
  }

  DatagramTransport(HostPort address, String target) {
    this.address = address;
    this.target = target;
  }

  @Override
  public void send(List<byte[]> messages, long lastSeq, Duration timeout) {
    try {
      Outlet current = outlet;
      if (current == null) {
        current = open(resolve());
        outlet = current;
      }
      if (closed) {
        throw new IOException("the sink is closed");
      }
      current.appender().append(messages);
      confirmed = lastSeq;
    } catch (IOException e) {
      hangUp();
      throw failed(e);
    }
  }

  @Override
  public long confirmed() {
    return confirmed;
  }

  @Override
  public void startOver() {
    confirmed = 0;
  }

  @Override
  public void finish(Duration timeout) {}

  @Override
  public void test(byte[] message, Duration timeout, Consumer<String> steps) {
    try {
      InetAddress host = resolve();
      steps.accept("resolved " + address.host() + " to " + host.getHostAddress());
      Outlet own = open(host);
      try (DatagramSocket socket = own.socket()) {
        own.appender().append(List.of(message));
        steps.accept(
            "sent %d bytes as one datagram from port %d; nothing tells whether they were received"
                .formatted(message.length, socket.getLocalPort()));
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    hangUp();
  }

  private InetAddress resolve() throws UnknownHostException {
    return InetAddress.getByName(address.host());
  }

  private Outlet open(InetAddress host) throws IOException {
    return Outlet.to(new InetSocketAddress(host, address.port()));
  }

  private void hangUp() {
    Outlet current = outlet;
    outlet = null;
    if (current != null) {
      current.socket().close();
    }
  }

  private SinkException failed(IOException e) {
    String why = e.getMessage();
    if (e instanceof UnknownHostException) {
      why = "the host is not known";
    } else if (e instanceof PortUnreachableException) {
      why = "nobody listens there";
    }
    return SinkException.failed(target + ": " + why, e);
  }

  /** Each write is a datagram. */
  private static final class Datagrams extends OutputStream {
    private final DatagramSocket socket;

    Datagrams(DatagramSocket socket) {
      this.socket = socket;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      socket.send(new DatagramPacket(bytes, offset, length));
    }
  }
}
