package io.offgrid.audit.sink.syslog;

import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.testkit.ReliableSinkContract;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** TCP with a message a line is a sink that notices when its receiver is gone. */
class TcpLinesSinkTest implements ReliableSinkContract {
  private final StreamReceiver receiver = StreamReceiver.readingLines();
  private final Sink sink = sink();

  private Sink sink() {
    SettingsDraft draft = SettingsDraft.to(SyslogProtocol.TCP, receiver.port());
    draft.framing = "newline";
    return draft.sink();
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
