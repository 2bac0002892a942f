package io.offgrid.audit.cli;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.runtime.config.ServerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;

/**
 * Tries the address to listen on before the log is opened, which may take long: who got it wrong
 * should know at once.
 */
final class ListenAddress {
  private ListenAddress() {}

  /**
   * Looks it up.
   *
   * @throws UsageException if there is no such address on this machine
   */
  static void checkThatItIsHere(String bind) {
    try {
      if (bind.isBlank() || !ofThisMachine(InetAddress.getByName(bind))) {
        throw new UsageException("cannot bind '" + bind + "': it is no address of this machine");
      }
    } catch (UnknownHostException e) {
      throw new UsageException("cannot bind '" + bind + "': there is no such address or host name");
    } catch (SocketException e) {
      throw new AuditException("cannot bind '" + bind + "': " + e.getMessage(), e);
    }
  }

  /**
   * Listens there for a moment.
   *
   * @throws AuditException if it cannot be had now; the message has what to do
   */
  static void checkThatItIsFree(ServerSettings settings) {
    String bind = settings.bind();
    try (ServerSocket socket = new ServerSocket(settings.port(), 1, InetAddress.getByName(bind))) {
      if (!socket.isBound()) {
        throw new IOException("not bound");
      }
    } catch (IOException e) {
      String reason = advice(settings.port(), String.valueOf(e.getMessage()));
      throw new AuditException(
          "cannot listen on " + text(bind, settings.port()) + ": " + reason, e);
    }
  }

  /** {@code host:port}, as in a URL. */
  static String text(String host, int port) {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  private static boolean ofThisMachine(InetAddress address) throws SocketException {
    return address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || NetworkInterface.getByInetAddress(address) != null;
  }

  private static String advice(int port, String reason) {
    if (reason.contains("in use")) {
      return "another program listens there. End it, or choose another port with --port or"
          + " audit.server.port";
    }
    if (reason.contains("Permission denied")) {
      return "this user may not listen on port %d. Choose one from 1024 on with --port or audit.server.port"
          .formatted(port);
    }
    return reason;
  }
}
