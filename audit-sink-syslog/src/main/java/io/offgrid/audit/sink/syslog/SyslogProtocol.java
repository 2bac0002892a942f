package io.offgrid.audit.sink.syslog;

/** How messages travel. */
public enum SyslogProtocol {
  /** One datagram each (RFC 5426): best effort. */
  UDP(514),
  /** A stream in the clear (RFC 6587). */
  TCP(514),
  /** A stream over TLS (RFC 5425). */
  TLS(6514),
  /** Acknowledged one by one, by rsyslog's protocol; over TLS where certificates are given. */
  RELP(514);

  private final int defaultPort;

  SyslogProtocol(int defaultPort) {
    this.defaultPort = defaultPort;
  }

  /** The port where the address names none. */
  public int defaultPort() {
    return defaultPort;
  }
}
