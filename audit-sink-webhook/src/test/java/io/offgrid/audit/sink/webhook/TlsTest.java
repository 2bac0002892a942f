package io.offgrid.audit.sink.webhook;

import static io.offgrid.audit.testkit.SinkContract.TIMEOUT;
import static io.offgrid.audit.testkit.SinkContract.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.SinkException;
import io.offgrid.audit.testkit.TestRecords;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  private final HeldCertificate authority =
      new HeldCertificate.Builder().commonName("authority").certificateAuthority(0).build();
  private final HeldCertificate stranger =
      new HeldCertificate.Builder().commonName("stranger").certificateAuthority(0).build();
  private final MockWebServer server = new MockWebServer();

  @TempDir Path temporary;

  @AfterEach
  void stop() {
    server.close();
  }

  private static HeldCertificate of(String name, HeldCertificate issuer) {
    return new HeldCertificate.Builder()
        .commonName(name)
        .addSubjectAlternativeName(name)
        .signedBy(issuer)
        .build();
  }

  private void serve(HeldCertificate certificate) throws IOException {
    HandshakeCertificates files =
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .addTrustedCertificate(authority.certificate())
            .build();
    server.useHttps(files.sslSocketFactory());
    server.enqueue(new MockResponse.Builder().code(204).build());
    server.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(temporary.resolve(name), content);
  }

  private Webhooks hook() throws IOException {
    return Webhooks.to("https://127.0.0.1:" + server.getPort() + "/?token=hidden")
        .ca(file("ca.pem", authority.certificatePem()));
  }

  private String failure(Webhooks hook) {
    try (Sink sink = hook.sink()) {
      SinkException failure =
          catchThrowableOfType(SinkException.class, () -> sink.deliver(records(1, 1), TIMEOUT));
      assertThat(failure).hasNoCause();
      assertThat(failure.kind()).isEqualTo(SinkException.Kind.TRANSIENT);
      assertThat(server.getRequestCount()).isZero();
      String message = Objects.requireNonNull(failure.getMessage());
      assertThat(message).startsWith(sink.target() + ": ");
      return message.substring(sink.target().length() + 2);
    }
  }

  @Test
  void deliversToAReceiverOfATrustedAuthority() throws Exception {
    serve(of("127.0.0.1", authority));
    try (Sink sink = hook().sink()) {
      sink.deliver(records(1, 1), TIMEOUT);
      assertThat(sink.confirmed()).isOne();
    }
    assertThat(server.takeRequest().getHandshake()).isNotNull();
  }

  @Test
  void refusesAReceiverOfAnotherAuthority() throws IOException {
    serve(of("127.0.0.1", stranger));
    assertThat(failure(hook()))
        .isEqualTo(
            "TLS failed: PKIX path building failed:"
                + " sun.security.provider.certpath.SunCertPathBuilderException:"
                + " unable to find valid certification path to requested target");
  }

  @Test
  void refusesAReceiverWhoseCertificateTheJvmDoesNotTrust() throws IOException {
    serve(of("127.0.0.1", authority));
    String url = "https://127.0.0.1:" + server.getPort() + "/";
    assertThat(failure(Webhooks.to(url)))
        .isEqualTo(
            "TLS failed: PKIX path building failed:"
                + " sun.security.provider.certpath.SunCertPathBuilderException:"
                + " unable to find valid certification path to requested target");
  }

  @Test
  void refusesAReceiverOfAnotherName() throws IOException {
    serve(of("siem.example", authority));
    assertThat(failure(hook()))
        .matches(
            "TLS failed: Hostname 127\\.0\\.0\\.1 not verified: certificate: sha256/.{44}"
                + " DN: CN=siem\\.example subjectAltNames: \\[siem\\.example]");
  }

  /** Common names count no more: RFC 9525, section 2. */
  @Test
  void refusesAReceiverWithItsNameAsCommonNameOnly() throws IOException {
    serve(new HeldCertificate.Builder().commonName("127.0.0.1").signedBy(authority).build());
    assertThat(failure(hook())).startsWith("TLS failed: Hostname 127.0.0.1 not verified: ");
  }

  @Test
  void appearsWithItsCertificateWhereOneIsWanted() throws Exception {
    server.requireClientAuth();
    serve(of("127.0.0.1", authority));
    HeldCertificate client = of("offgrid", authority);
    Path cert = file("cert.pem", client.certificatePem());
    Path key = file("key.pem", client.privateKeyPkcs8Pem());
    try (Sink sink = hook().identity(cert, key).sink()) {
      sink.deliver(records(1, 1), TIMEOUT);
      assertThat(sink.confirmed()).isOne();
    }
    assertThat(Objects.requireNonNull(server.takeRequest().getHandshake()).peerPrincipal())
        .hasToString("CN=offgrid");
  }

  @Test
  void isRefusedWithoutACertificateWhereOneIsWanted() throws IOException {
    server.requireClientAuth();
    serve(of("127.0.0.1", authority));
    assertThat(failure(hook())).isNotBlank();
  }

  @Test
  void aTestTellsEachStep() throws IOException {
    HeldCertificate certificate = of("localhost", authority);
    serve(certificate);
    String url = "https://localhost:" + server.getPort() + "/?token=hidden";
    List<String> steps = new ArrayList<>();
    try (Sink sink =
        Webhooks.to(url)
            .ca(file("ca.pem", authority.certificatePem()))
            .header("X-Key", "hidden")
            .sink()) {
      sink.test(TestRecords.full(1), TIMEOUT, steps::add);
    }
    assertThat(steps)
        .filteredOn(step -> !step.startsWith("no connection to [::1]:" + server.getPort()))
        .satisfiesExactly(
            step ->
                assertThat(step).matches("resolved localhost to .*127\\.0\\.0\\.1.* in \\d+ ms"),
            step ->
                assertThat(step)
                    .matches("connected to 127\\.0\\.0\\.1:" + server.getPort() + " in \\d+ ms"),
            step -> assertThat(step).matches("began TLSv1\\.3 with TLS_\\w+ in \\d+ ms"),
            step ->
                assertThat(step)
                    .isEqualTo(
                        "the certificate of CN=localhost is valid until "
                            + certificate.certificate().getNotAfter().toInstant()),
            step -> assertThat(step).matches("sent \\d+ bytes"),
            step -> assertThat(step).matches("answered 204 in \\d+ ms"));
  }

  @Test
  void aTestThatTlsEndsSaysThatItWasConnected() throws IOException {
    serve(of("127.0.0.1", stranger));
    List<String> steps = new ArrayList<>();
    try (Sink sink = hook().sink()) {
      assertThat(
              catchThrowableOfType(
                  SinkException.class, () -> sink.test(TestRecords.full(1), TIMEOUT, steps::add)))
          .isNotNull();
    }
    assertThat(steps)
        .satisfiesExactly(
            step -> assertThat(step).startsWith("connected to 127.0.0.1:"),
            step -> assertThat(step).matches("TLS failed in \\d+ ms"));
  }
}
