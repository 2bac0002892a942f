package io.offgrid.audit.sink.syslog;

import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Says who is at the other end of a TLS connection. */
final class TlsWords {
  private TlsWords() {}

  static String of(SSLSession session) throws SSLPeerUnverifiedException {
    X509Certificate peer = (X509Certificate) session.getPeerCertificates()[0];
    return "%s with %s, the peer is %s, valid until %s"
        .formatted(
            session.getProtocol(),
            session.getCipherSuite(),
            peer.getSubjectX500Principal().getName(),
            peer.getNotAfter().toInstant().atOffset(ZoneOffset.UTC).toLocalDate());
  }
}
