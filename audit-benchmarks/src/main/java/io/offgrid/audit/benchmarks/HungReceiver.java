package io.offgrid.audit.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Connections to it are made, by the system, and then nothing ever reads from them or answers: no
 * one takes them up.
 */
final class HungReceiver implements AutoCloseable {
  private final ServerSocket server = new ServerSocket();

  HungReceiver() throws IOException {
    server.setReceiveBufferSize(64 << 10);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
