package io.offgrid.audit.sink.syslog;

import static io.offgrid.audit.sink.syslog.RelpTransportTest.assertFails;
import static io.offgrid.audit.sink.syslog.RelpTransportTest.messages;
import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.spi.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSocket;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RelpTlsTest {
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final Duration SHORT = Duration.ofMillis(500);

  private final HeldCertificate ca =
      new HeldCertificate.Builder().certificateAuthority(0).commonName("ca").build();

  @TempDir Path dir;

  @Test
  void deliversOverTlsBatchAfterBatchOverOneConnection() throws Exception {
    List<byte[]> sent = messages(5_000);
    try (RelpReceiver receiver = receiver("localhost", RelpReceiver::polite);
        RelpTransport transport = transport(receiver, "localhost", ca)) {
      transport.send(sent, 1, LONG);
      transport.send(messages(1), 2, LONG);
      transport.finish(LONG);
      assertThat(transport.confirmed()).isEqualTo(2);
      assertThat(receiver.messages().subList(0, 5_000)).containsExactlyElementsOf(sent);
      assertThat(receiver.connections()).isEqualTo(1);
    }
  }

  @Test
  void refusesAReceiverOfAnotherName() throws Exception {
    try (RelpReceiver receiver = receiver("siem.example", RelpReceiver::polite);
        RelpTransport transport = transport(receiver, "localhost", ca)) {
      assertFails(
          () -> transport.send(messages(1), 1, LONG),
          receiver.target()
              + ": TLS: No subject alternative DNS name matching localhost found."
              + " (in the TLS handshake)");
      assertThat(receiver.messages()).isEmpty();
    }
  }

  @Test
  void refusesAReceiverWhomNobodyKnownVouchesFor() throws Exception {
    HeldCertificate other = new HeldCertificate.Builder().certificateAuthority(0).build();
    try (RelpReceiver receiver = receiver("localhost", RelpReceiver::polite);
        RelpTransport transport = transport(receiver, "localhost", other)) {
      assertFails(
          () -> transport.send(messages(1), 1, LONG),
          receiver.target()
              + ": TLS: PKIX path building failed:"
              + " sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid"
              + " certification path to requested target (in the TLS handshake)");
      assertThat(receiver.messages()).isEmpty();
    }
  }

  @Test
  void refusesToSpeakToWhoSpeaksNoTls() throws Exception {
    try (RelpReceiver receiver =
            new RelpReceiver(
                peer -> {
                  peer.say("not TLS at all\n");
                  peer.awaitEnd();
                });
        RelpTransport transport = transport(receiver, "localhost", ca)) {
      assertFails(
          () -> transport.send(messages(1), 1, LONG),
          receiver.target()
              + ": TLS: Unsupported or unrecognized SSL message (in the TLS handshake)");
    }
  }

  @Test
  void keepsTheTimeoutWhenNobodyAnswersTheHandshake() throws Exception {
    try (RelpReceiver receiver = new RelpReceiver(RelpReceiver.Peer::awaitEnd);
        RelpTransport transport = transport(receiver, "localhost", ca)) {
      assertFails(
          () -> transport.send(messages(1), 1, SHORT),
          receiver.target() + ": not done within 500 ms (in the TLS handshake)");
    }
  }

  @Test
  void keepsTheTimeoutWhenTheReceiverReadsNothing() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (RelpReceiver receiver =
            receiver(
                "localhost",
                peer -> {
                  peer.open();
                  try {
                    over.await();
                  } catch (InterruptedException e) {
                    throw new IOException(e);
                  }
                });
        RelpTransport transport = transport(receiver, "localhost", ca)) {
      assertFails(
          () -> transport.send(List.of(new byte[50 << 20]), 1, Duration.ofSeconds(2)),
          receiver.target() + ": not done within 2000 ms (delivering a message)");
    } finally {
      over.countDown();
    }
  }

  @Test
  void tellsTheReceiverTheNameThatItAsksFor() throws Exception {
    List<String> names = new ArrayList<>();
    try (RelpReceiver receiver =
            receiver(
                "localhost",
                peer -> {
                  peer.open();
                  SSLSocket socket = (SSLSocket) peer.socket;
                  ((ExtendedSSLSession) socket.getSession())
                      .getRequestedServerNames()
                      .forEach(name -> names.add(name.toString()));
                  peer.acknowledgeAll();
                });
        RelpTransport transport = transport(receiver, "localhost", ca)) {
      transport.send(messages(1), 1, LONG);
      assertThat(names).containsExactly("type=host_name (0), value=localhost");
    }
  }

  @Test
  void testTellsWhoTheReceiverIs() throws Exception {
    List<String> steps = new ArrayList<>();
    try (RelpReceiver receiver = receiver("localhost", RelpReceiver::polite);
        RelpTransport transport = transport(receiver, "localhost", ca)) {
      transport.test(messages(1).get(0), LONG, steps::add);
      assertThat(steps).contains("TLSv1.3 with CN=the receiver");
      assertThat(steps.get(0)).startsWith("resolved localhost to ").contains("127.0.0.1");
    }
  }

  private RelpReceiver receiver(String name, RelpReceiver.Script script) throws IOException {
    HeldCertificate certificate =
        new HeldCertificate.Builder()
            .commonName("the receiver")
            .addSubjectAlternativeName(name)
            .signedBy(ca)
            .build();
    HandshakeCertificates own =
        new HandshakeCertificates.Builder().heldCertificate(certificate).build();
    return new RelpReceiver(own.sslContext().getServerSocketFactory(), 0, script);
  }

  private RelpTransport transport(RelpReceiver receiver, String host, HeldCertificate trusted)
      throws IOException {
    Path file = Files.writeString(dir.resolve("ca.pem"), trusted.certificatePem());
    TlsFiles tls = new TlsFiles(Optional.of(file), Optional.empty(), Optional.empty());
    return new RelpTransport(
        new HostPort(host, receiver.port()), LONG, Optional.of(tls), receiver.target());
  }
}
