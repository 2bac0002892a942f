package io.offgrid.audit.sink.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.testkit.SinkContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class SendQueueTest {
  private static final int MANY = 300_000;

  @Test
  void tellsWhatIsNotAcknowledgedUntilThePeerReads() throws IOException {
    try (ServerSocket server = new ServerSocket();
        Socket socket = new Socket()) {
      server.setReceiveBufferSize(4096);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      socket.setSendBufferSize(MANY);
      socket.connect(server.getLocalSocketAddress());
      try (Socket peer = server.accept()) {
        assertThat(SendQueue.of(socket)).isEqualTo(new SendQueue(true, 0));
        socket.getOutputStream().write(new byte[MANY]);
        assertThat(SendQueue.of(socket).bytes()).isBetween(1L, (long) MANY);
        assertThat(peer.getInputStream().readNBytes(MANY)).hasSize(MANY);
        SinkContract.await("acknowledged", () -> SendQueue.of(socket).bytes() == 0);
      }
    }
  }
}
