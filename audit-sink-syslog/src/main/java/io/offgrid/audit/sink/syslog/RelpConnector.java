package io.offgrid.audit.sink.syslog;

import io.offgrid.audit.spi.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * Connects to a RELP receiver: looks its name up, tries its addresses one after another, does the
 * TLS handshake.
 *
 * @param timeout for the name and all addresses together; the handshake has the call's
 */
record RelpConnector(HostPort address, Duration timeout, Optional<TlsFiles> tls) {
  /** A conversation over a new connection, not yet open. */
  RelpConversation connect(RelpDeadline deadline, Consumer<String> steps) throws IOException {
    long start = System.nanoTime();
    deadline.doing("looking up " + address.host());
    List<InetAddress> found = lookUp(deadline);
    if (found.size() > 1 || !found.get(0).getHostAddress().equals(address.host())) {
      steps.accept("resolved %s to %s".formatted(address.host(), names(found)));
    }
    SocketChannel channel = connect(found, start, deadline);
    try {
      steps.accept("connected to %s in %d ms".formatted(name(channel), millisSince(start)));
      if (tls.isEmpty()) {
        return new RelpConversation(channel, channel.socket());
      }
      deadline.doing("in the TLS handshake");
      SSLSocket socket = handshake(channel.socket(), tls.get());
      steps.accept(peer(socket.getSession()));
      return new RelpConversation(channel, socket);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Another thread asks, since nothing ends the question but its answer. */
  private List<InetAddress> lookUp(RelpDeadline deadline) throws IOException {
    CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
    deadline.guard(() -> answer.cancel(false));
    Thread asking = new Thread(() -> ask(answer), "relp-lookup");
    asking.setDaemon(true);
    asking.start();
    try {
      return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw late();
    } catch (ExecutionException e) {
      throw new UnknownHostException("unknown host " + address.host());
    } catch (CancellationException e) {
      throw new IOException("cancelled", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void ask(CompletableFuture<List<InetAddress>> answer) {
    try {
      answer.complete(List.of(InetAddress.getAllByName(address.host())));
    } catch (UnknownHostException e) {
      answer.completeExceptionally(e);
    }
  }

  /** Each address gets an equal share of the time that is left. */
  SocketChannel connect(List<InetAddress> found, long start, RelpDeadline deadline)
      throws IOException {
    IOException failure = new IOException("no address");
    deadline.doing("connecting to %s port %d".formatted(names(found), address.port()));
    for (int i = 0; i < found.size(); i++) {
      long left = timeout.toMillis() - millisSince(start);
      int share = (int) Math.min(Integer.MAX_VALUE, Math.max(1, left / (found.size() - i)));
      SocketChannel channel = SocketChannel.open();
      deadline.guard(channel);
      try {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.socket().connect(new InetSocketAddress(found.get(i), address.port()), share);
        return channel;
      } catch (IOException e) {
        failure = e instanceof SocketTimeoutException ? late() : e;
        channel.close();
      }
    }
    throw failure;
  }

  private SocketTimeoutException late() {
    return new SocketTimeoutException("no answer within " + timeout.toMillis() + " ms");
  }

  private SSLSocket handshake(Socket plain, TlsFiles files) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            files
                .context()
                .getSocketFactory()
                .createSocket(plain, address.host(), address.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    // Nothing compares the host's name with the certificate otherwise.
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    serverName().ifPresent(name -> parameters.setServerNames(List.of(name)));
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /** Addresses have none (RFC 6066 section 3). The JDK leaves out names without a dot as well. */
  private Optional<SNIHostName> serverName() {
    if (address.host().contains(":") || address.host().matches("[0-9.]+")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new SNIHostName(address.host()));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // A name that TLS cannot carry, such as one with an underscore.
    }
  }

  private static String peer(SSLSession session) throws IOException {
    return "%s with %s"
        .formatted(
            session.getProtocol(), RelpFrame.printable(session.getPeerPrincipal().getName()));
  }

  private String names(List<InetAddress> found) {
    return found.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
  }

  private static String name(SocketChannel channel) throws IOException {
    InetSocketAddress remote = (InetSocketAddress) channel.getRemoteAddress();
    return new HostPort(remote.getAddress().getHostAddress(), remote.getPort()).toString();
  }

  static long millisSince(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }
}
