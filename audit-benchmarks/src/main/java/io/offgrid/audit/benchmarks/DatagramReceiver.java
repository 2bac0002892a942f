package io.offgrid.audit.benchmarks;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;

/** Reads datagrams on 127.0.0.1 and forgets them. */
final class DatagramReceiver implements AutoCloseable {
  private final DatagramSocket socket;

  DatagramReceiver() throws SocketException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread thread = new Thread(this::read, "receiver");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  private void read() {
    DatagramPacket packet = new DatagramPacket(new byte[64 << 10], 64 << 10);
    try {
      while (true) {
        socket.receive(packet);
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
