package io.offgrid.audit.sink.syslog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** An authority, a receiver and a client, with the client's files. */
final class TlsFixture {
  final Path caFile;
  final Path clientCertFile;
  final Path clientKeyFile;
  private final HeldCertificate authority =
      new HeldCertificate.Builder().certificateAuthority(0).commonName("test authority").build();

  TlsFixture(Path directory) {
    HeldCertificate client =
        new HeldCertificate.Builder().signedBy(authority).commonName("sender").build();
    try {
      caFile = Files.writeString(directory.resolve("ca.pem"), authority.certificatePem());
      clientCertFile = Files.writeString(directory.resolve("client.pem"), client.certificatePem());
      clientKeyFile =
          Files.writeString(directory.resolve("client.key"), client.privateKeyPkcs8Pem());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a receiver of that name shows. */
  SSLContext receiver(String name) {
    HeldCertificate own =
        new HeldCertificate.Builder()
            .signedBy(authority)
            .commonName("receiver")
            .addSubjectAlternativeName(name)
            .build();
    return new HandshakeCertificates.Builder()
        .heldCertificate(own)
        .addTrustedCertificate(authority.certificate())
        .build()
        .sslContext();
  }
}
