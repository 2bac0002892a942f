package io.offgrid.audit.sink.syslog;

import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.testkit.ReliableSinkContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** TLS is a sink that notices when its receiver is gone. */
class TlsSinkTest implements ReliableSinkContract {
  private StreamReceiver receiver;
  private Sink sink;

  @BeforeEach
  void start(@TempDir Path directory) {
    TlsFixture tls = new TlsFixture(directory);
    receiver = StreamReceiver.overTls(tls.receiver("127.0.0.1"), false);
    SettingsDraft draft = SettingsDraft.to(SyslogProtocol.TLS, receiver.port());
    draft.caFile = Optional.of(tls.caFile);
    sink = draft.sink();
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
