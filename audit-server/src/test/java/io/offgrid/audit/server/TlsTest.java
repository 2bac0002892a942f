package io.offgrid.audit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.runtime.config.ServerTlsSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code audit.server.tls}. */
class TlsTest {
  private final HeldCertificate authority =
      new HeldCertificate.Builder().commonName("authority").certificateAuthority(0).build();
  private final HeldCertificate certificate = signed();

  @TempDir Path home;
  private Path cert = Path.of("");
  private Path key = Path.of("");

  private HeldCertificate signed() {
    return new HeldCertificate.Builder()
        .commonName("server")
        .addSubjectAlternativeName("127.0.0.1")
        .signedBy(authority)
        .build();
  }

  @BeforeEach
  void write() throws IOException {
    cert = Files.writeString(home.resolve("server.pem"), certificate.certificatePem());
    key = Files.writeString(home.resolve("server.key"), certificate.privateKeyPkcs8Pem());
  }

  private TestServer serve() {
    return TestServer.start(home, "tls: {cert_file: %s, key_file: %s}".formatted(cert, key));
  }

  private static HttpResponse<String> get(TestServer server, HandshakeCertificates trusted)
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().sslContext(trusted.sslContext()).build();
    URI uri = URI.create("https://127.0.0.1:" + server.port() + "/healthz");
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void servesThoseWhoTrustItsAuthority() throws Exception {
    try (TestServer server = serve()) {
      HandshakeCertificates trusted =
          new HandshakeCertificates.Builder()
              .addTrustedCertificate(authority.certificate())
              .build();
      HttpResponse<String> answer = get(server, trusted);
      assertThat(answer.body()).isEqualTo("{\"status\":\"ok\"}\n");
      assertThat(answer.sslSession().orElseThrow().getPeerPrincipal().getName())
          .isEqualTo("CN=server");
      HandshakeCertificates another =
          new HandshakeCertificates.Builder()
              .addTrustedCertificate(
                  new HeldCertificate.Builder().certificateAuthority(0).build().certificate())
              .build();
      assertThatThrownBy(() -> get(server, another))
          .isInstanceOf(javax.net.ssl.SSLHandshakeException.class);
    }
  }

  @Test
  void saysNothingInPlainText() throws Exception {
    try (TestServer server = serve();
        RawClient plain = RawClient.to(server.port())) {
      plain.say("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
      int first = plain.socket().getInputStream().read();
      assertThat(first).isIn(-1, 21); // the end, or a TLS alert: RFC 8446, section 5.1
    }
  }

  @Test
  void aHandshakeThatDoesNotComeIsNotAwaited() throws Exception {
    TestServer.configure(home, "tls: {cert_file: %s, key_file: %s}".formatted(cert, key));
    try (TestServer server =
            TestServer.start(
                home,
                limits ->
                    new Limits(
                        limits.headerBytes(),
                        limits.bodyBytes(),
                        limits.connections(),
                        java.time.Duration.ofSeconds(1),
                        limits.piece(),
                        limits.memory(),
                        limits.stop()));
        RawClient silent = RawClient.to(server.port())) {
      assertThat(silent.isClosedByServer()).isTrue();
    }
  }

  @Test
  void theFilesAreCheckedWithAllElse() {
    Path gone = home.resolve("gone.pem");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ServerTlsSettings(gone, key))
        .withMessage("cert_file cannot be read: " + gone + ": there is no such file");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ServerTlsSettings(cert, cert))
        .withMessage("key_file holds no PEM private key: " + cert);
    assertThat(new ServerTlsSettings(cert, key).keyFile()).isEqualTo(key);
  }

  @Test
  void theKeyIsThatOfTheCertificate() throws Exception {
    for (HeldCertificate other :
        List.of(signed(), new HeldCertificate.Builder().rsa2048().build())) {
      Path foreign = Files.writeString(home.resolve("other.key"), other.privateKeyPkcs8Pem());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ServerTlsSettings(cert, foreign))
          .withMessage("key_file is not the key of the first certificate in cert_file: " + foreign);
    }
  }

  @Test
  void takesRsaKeysToo() throws Exception {
    HeldCertificate rsa = new HeldCertificate.Builder().rsa2048().build();
    Path rsaCert = Files.writeString(home.resolve("rsa.pem"), rsa.certificatePem());
    Path rsaKey = Files.writeString(home.resolve("rsa.key"), rsa.privateKeyPkcs8Pem());
    assertThat(new ServerTlsSettings(rsaCert, rsaKey).certFile()).isEqualTo(rsaCert);
  }
}
