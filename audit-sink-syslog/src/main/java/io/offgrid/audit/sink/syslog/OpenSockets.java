package io.offgrid.audit.sink.syslog;

import java.io.IOException;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sockets of a transport, so that closing it ends what hangs on one. Safe for use by any number
 * of threads.
 */
final class OpenSockets implements AutoCloseable {
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  boolean isClosed() {
    return closed;
  }

  /** A new socket, not connected. */
  Socket open() throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    if (closed) {
      close(socket);
      throw new IOException("the sink is closed");
    }
    return socket;
  }

  /** Closes one; never waits, as closing the TLS over it might. */
  void close(Socket socket) {
    sockets.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more, closed or not.
    }
  }

  @Override
  public void close() {
    closed = true;
    sockets.forEach(this::close);
  }
}
