package io.offgrid.audit.sink.syslog;

import static io.offgrid.audit.testkit.SinkContract.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.spi.SinkException;
import io.offgrid.audit.testkit.TestRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is spoken to over TLS, and who is not. */
class TlsTroubleTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private @TempDir Path directory;
  private TlsFixture tls;

  @BeforeEach
  void certificates() {
    tls = new TlsFixture(directory);
  }

  private SettingsDraft draft(StreamReceiver receiver) {
    SettingsDraft draft = SettingsDraft.to(SyslogProtocol.TLS, receiver.port());
    draft.caFile = Optional.of(tls.caFile);
    draft.settle = Duration.ofMinutes(10);
    return draft;
  }

  @Test
  void anOrderlyEndConfirmsEverything() {
    try (StreamReceiver receiver = StreamReceiver.overTls(tls.receiver("127.0.0.1"), false);
        SyslogSink sink = draft(receiver).sink()) {
      sink.deliver(records(1, 300), TIMEOUT);
      sink.finish(TIMEOUT);
      assertThat(sink.confirmed()).isEqualTo(300);
      assertThat(receiver.numbers()).hasSize(300);
    }
  }

  @Test
  void aCertificateOfAnotherNameIsRefused() {
    try (StreamReceiver receiver = StreamReceiver.overTls(tls.receiver("siem.example"), false);
        SyslogSink sink = draft(receiver).sink()) {
      assertThatThrownBy(() -> sink.deliver(records(1, 1), TIMEOUT))
          .isInstanceOf(SinkException.class)
          .hasMessage(
              sink.target()
                  + ": no TLS: No subject alternative names matching IP address 127.0.0.1 found");
      assertThat(receiver.numbers()).isEmpty();
    }
  }

  @Test
  void aCertificateOfAnUnknownAuthorityIsRefused() throws Exception {
    TlsFixture others = new TlsFixture(Files.createDirectory(directory.resolve("others")));
    try (StreamReceiver receiver = StreamReceiver.overTls(others.receiver("127.0.0.1"), false);
        SyslogSink sink = draft(receiver).sink()) {
      assertThatThrownBy(() -> sink.deliver(records(1, 1), TIMEOUT))
          .isInstanceOf(SinkException.class)
          .hasMessageStartingWith(sink.target() + ": no TLS: ");
      assertThat(receiver.numbers()).isEmpty();
    }
  }

  @Test
  void aReceiverThatWantsACertificateGetsIt() {
    try (StreamReceiver receiver = StreamReceiver.overTls(tls.receiver("127.0.0.1"), true)) {
      SettingsDraft draft = draft(receiver);
      draft.clientCertFile = Optional.of(tls.clientCertFile);
      draft.clientKeyFile = Optional.of(tls.clientKeyFile);
      try (SyslogSink sink = draft.sink()) {
        sink.deliver(records(1, 3), TIMEOUT);
        sink.finish(TIMEOUT);
        assertThat(receiver.numbers()).containsExactly(1L, 2L, 3L);
      }
    }
  }

  @Test
  void aReceiverThatWantsACertificateAndGetsNoneConfirmsNothing() {
    try (StreamReceiver receiver = StreamReceiver.overTls(tls.receiver("127.0.0.1"), true);
        SyslogSink sink = draft(receiver).sink()) {
      assertThatThrownBy(
              () -> {
                sink.deliver(records(1, 3), TIMEOUT);
                sink.finish(TIMEOUT);
              })
          .isInstanceOf(SinkException.class);
      assertThat(sink.confirmed()).isZero();
      assertThat(receiver.numbers()).isEmpty();
    }
  }

  @Test
  void aReceiverWithoutTlsFailsTheHandshake() {
    try (StreamReceiver receiver = StreamReceiver.countingOctets();
        SyslogSink sink = draft(receiver).sink()) {
      assertThatThrownBy(() -> sink.deliver(records(1, 1), TIMEOUT))
          .isInstanceOf(SinkException.class)
          .hasMessageStartingWith(sink.target() + ": no TLS: ");
    }
  }

  @Test
  void aHandshakeThatHangsTimesOut() {
    try (StreamReceiver receiver = StreamReceiver.overTls(tls.receiver("127.0.0.1"), false)) {
      receiver.hang();
      SettingsDraft draft = draft(receiver);
      draft.connectTimeout = Duration.ofSeconds(2);
      try (SyslogSink sink = draft.sink()) {
        assertThatThrownBy(() -> sink.deliver(records(1, 1), TIMEOUT))
            .isInstanceOf(SinkException.class)
            .hasMessage(sink.target() + ": TLS handshake timed out");
      }
    }
  }

  @Test
  void aTestTellsWhoThePeerIs() {
    try (StreamReceiver receiver = StreamReceiver.overTls(tls.receiver("127.0.0.1"), false);
        SyslogSink sink = draft(receiver).sink()) {
      List<String> steps = new ArrayList<>();
      sink.test(TestRecords.full(1), TIMEOUT, steps::add);
      assertThat(steps.get(2))
          .matches(
              "TLSv1.3 with TLS_AES_256_GCM_SHA384, the peer is CN=receiver, valid until"
                  + " \\d{4}-\\d\\d-\\d\\d in \\d+ ms");
      assertThat(steps).last().asString().startsWith("the receiver has read them");
    }
  }
}
