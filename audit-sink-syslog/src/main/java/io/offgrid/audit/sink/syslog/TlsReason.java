package io.offgrid.audit.sink.syslog;

/** Why TLS failed, in the same words on every JDK: some put the name of an alert in front. */
final class TlsReason {
  private TlsReason() {}

  static String of(String message) {
    return message.replaceFirst("^\\([a-z_]+\\) ", "");
  }
}
