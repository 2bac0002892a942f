package io.offgrid.audit.benchmarks;

import io.offgrid.audit.spi.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A receiver's certificate for 127.0.0.1, and the file that has a sender trust it. */
record Certificates(SSLContext receiver, Path caFile) {
  static Certificates in(Path directory) throws IOException {
    HeldCertificate own =
        new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    SSLContext context =
        new HandshakeCertificates.Builder().heldCertificate(own).build().sslContext();
    Path file = Files.writeString(directory.resolve("ca.pem"), own.certificatePem());
    return new Certificates(context, file);
  }

  /** What a sender reads of it. */
  TlsFiles sender() {
    return new TlsFiles(Optional.of(caFile), Optional.empty(), Optional.empty());
  }
}
