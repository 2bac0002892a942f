package io.offgrid.audit.sink.syslog;

import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.testkit.ReliableSinkContract;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** TCP with counted octets is a sink that notices when its receiver is gone. */
class TcpSinkTest implements ReliableSinkContract {
  private final StreamReceiver receiver = StreamReceiver.countingOctets();
  private final Sink sink = SettingsDraft.to(SyslogProtocol.TCP, receiver.port()).sink();

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
    return receiver.numbers();
  }

  @Override
  public void stopReceiver() {
    receiver.stop();
  }

  @Override
  public void startReceiver() {
    receiver.start();
  }

  @Override
  public void hangReceiver() {
    receiver.hang();
  }
}
