package io.offgrid.audit.sink.syslog;

import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.testkit.ReliableSinkContract;
import io.offgrid.audit.testkit.SinkContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterEach;

/** RELP is a sink that notices when its receiver is gone. */
class RelpSinkTest implements ReliableSinkContract {
  private final List<RelpReceiver> receivers = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean hanging;
  private final int port = listen(0);
  private final Sink sink = SettingsDraft.to(SyslogProtocol.RELP, port).sink();

  private int listen(int wanted) {
    try {
      receivers.add(new RelpReceiver(ServerSocketFactory.getDefault(), wanted, this::talk));
      return receivers.get(receivers.size() - 1).port();
    } catch (BindException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void talk(RelpReceiver.Peer peer) throws IOException {
    if (hanging) {
      try {
        over.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    RelpReceiver.polite(peer);
  }

  @AfterEach
  void stop() {
    over.countDown();
    sink.close();
    stopReceiver();
  }

  @Override
  public Sink testee() {
    return sink;
  }

  @Override
  public List<Long> received() {
    Stream<byte[]> messages = receivers.stream().flatMap(one -> one.messages().stream());
    return messages.map(message -> Parsed.of(message).seq()).toList();
  }

  @Override
  public void stopReceiver() {
    try {
      receivers.get(receivers.size() - 1).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SinkContract.await("stopped", () -> !answers());
  }

  private boolean answers() {
    try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void startReceiver() {
    SinkContract.await("started", () -> listen(port) == port);
  }

  @Override
  public void hangReceiver() {
    hanging = true;
  }
}
