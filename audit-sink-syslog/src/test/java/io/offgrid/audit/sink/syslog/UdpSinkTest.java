package io.offgrid.audit.sink.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.SinkException;
import io.offgrid.audit.testkit.SinkContract;
import io.offgrid.audit.testkit.TestRecords;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** UDP is a sink that is told nothing of its receiver. */
class UdpSinkTest implements SinkContract {
  private final List<Parsed> messages = new CopyOnWriteArrayList<>();
  private final DatagramSocket receiver;
  private final Sink sink;

  UdpSinkTest() throws SocketException {
    receiver = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread reading = new Thread(this::receive, "receiver");
    reading.setDaemon(true);
    reading.start();
    sink = SettingsDraft.to(SyslogProtocol.UDP, receiver.getLocalPort()).sink();
  }

  private void receive() {
    byte[] room = new byte[65_535];
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(room, room.length);
        receiver.receive(packet);
        messages.add(Parsed.of(Arrays.copyOf(room, packet.getLength())));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  @AfterEach
  void stop() {
    receiver.close();
    sink.close();
  }

  @Override
  public Sink testee() {
    return sink;
  }

  @Override
  public List<Long> received() {
    return messages.stream().map(Parsed::seq).toList();
  }

  @Test
  void failsWhereTheHostSaysThatNobodyListens() {
    receiver.close();
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1000; i++) {
                sink.deliver(SinkContract.records(1, 1), TIMEOUT);
              }
            })
        .isInstanceOfSatisfying(
            SinkException.class, e -> assertThat(e.kind()).isEqualTo(SinkException.Kind.TRANSIENT))
        .hasMessage(sink.target() + ": nobody listens there");
  }

  @Test
  void aTestSaysThatNothingTells() {
    List<String> steps = new ArrayList<>();
    sink.test(TestRecords.full(1), TIMEOUT, steps::add);
    assertThat(steps.get(0)).isEqualTo("resolved 127.0.0.1 to 127.0.0.1");
    assertThat(steps.get(1))
        .matches(
            "sent \\d+ bytes as one datagram from port \\d+; nothing tells whether they were"
                + " received");
  }
}
