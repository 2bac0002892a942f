package io.offgrid.audit.sink.syslog;

import io.offgrid.audit.spi.TlsFiles;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import jdk.net.ExtendedSocketOptions;

/** Makes connections over TCP or TLS, and tells each step. */
final class Dialer {
  // A full buffer is how a peer that hangs shows itself: 256 KiB fill soon and slow nobody down.
  private static final int SEND_BUFFER = 256 << 10;

  private final HostPort address;
  private final Duration connectTimeout;
  private final Optional<TlsFiles> tls;
  private final OpenSockets sockets;
  private final Watchdog watchdog;

  Dialer(
      HostPort address,
      Duration connectTimeout,
      Optional<TlsFiles> tls,
      OpenSockets sockets,
      Watchdog watchdog) {
    this.address = address;
    this.connectTimeout = connectTimeout;
    this.tls = tls;
    this.sockets = sockets;
    this.watchdog = watchdog;
  }

  /**
   * A connection: what is under it, and what is written to.
   *
   * @param raw the TCP connection
   * @param socket the same one, or TLS over it
   */
  record Line(Socket raw, Socket socket, InetSocketAddress peer) {}

  /** Connects, to the first of the host's addresses that answers. */
  Line dial(Deadline deadline, Consumer<String> steps) throws IOException {
    Deadline end = Deadline.in(deadline.left(connectTimeout));
    long start = System.nanoTime();
    InetAddress[] hosts = InetAddress.getAllByName(address.host());
    steps.accept(
        Arrays.stream(hosts)
            .map(InetAddress::getHostAddress)
            .collect(
                Collectors.joining(
                    ", ", "resolved " + address.host() + " to ", " in " + millis(start))));
    IOException failure = new SocketTimeoutException("connect timed out");
    for (int i = 0; i < hosts.length && !end.isOver(); i++) {
      try {
        Deadline share = Deadline.in(end.left(connectTimeout).dividedBy(hosts.length - i));
        return dial(new InetSocketAddress(hosts[i], address.port()), share, steps);
      } catch (IOException e) {
        failure = e;
      }
    }
    throw failure;
  }

  private Line dial(InetSocketAddress peer, Deadline end, Consumer<String> steps)
      throws IOException {
    long start = System.nanoTime();
    Socket raw = sockets.open();
    try {
      configure(raw);
      raw.connect(peer, (int) end.left(connectTimeout).toMillis());
      if (raw.getLocalSocketAddress().equals(raw.getRemoteSocketAddress())) {
        // On one host, where nobody listens, a connection can by chance be made to itself
        throw new ConnectException("Connection refused");
      }
      String shown = new HostPort(peer.getAddress().getHostAddress(), peer.getPort()).toString();
      steps.accept("connected to " + shown + " in " + millis(start));
      return new Line(raw, tls.isPresent() ? secure(tls.get(), raw, end, steps) : raw, peer);
    } catch (IOException | RuntimeException e) {
      sockets.close(raw);
      throw e;
    }
  }

  /** A peer that was switched off is noticed in half a minute, where nothing is sent, too. */
  private static void configure(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
    socket.setKeepAlive(true);
    if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
      socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 10);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 5);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 4);
    }
  }

  private Socket secure(TlsFiles files, Socket raw, Deadline end, Consumer<String> steps)
      throws IOException {
    long start = System.nanoTime();
    SSLSocket socket =
        (SSLSocket)
            files
                .context()
                .getSocketFactory()
                .createSocket(raw, address.host(), address.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS"); // RFC 5425 section 5.2: check the name
    socket.setSSLParameters(parameters);
    watchdog.watch(end.left(connectTimeout), () -> sockets.close(raw));
    try {
      socket.startHandshake();
    } catch (IOException e) {
      if (watchdog.done()) {
        throw new SocketTimeoutException("TLS handshake timed out");
      }
      throw new IOException("no TLS: " + TlsReason.of(String.valueOf(e.getMessage())), e);
    }
    if (watchdog.done()) {
      throw new SocketTimeoutException("TLS handshake timed out");
    }
    steps.accept(TlsWords.of(socket.getSession()) + " in " + millis(start));
    return socket;
  }

  static String millis(long startNanos) {
    return (System.nanoTime() - startNanos) / 1_000_000 + " ms";
  }
}
