package io.offgrid.audit.sink.syslog;

import io.offgrid.audit.spi.Setting;
import io.offgrid.audit.spi.TlsFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of the syslog sink. */
public record SyslogSettings(
    @Setting(
            "Where the receiver listens: `host:port`, an IPv6 address in brackets (`[::1]:514`);"
                + " without a port, 514, with `tls` 6514.")
        String address,
    @Setting(
            value =
                "The facility of the messages: `kern`, `user`, `mail`, `daemon`, `auth`, `syslog`,"
                    + " `lpr`, `news`, `uucp`, `cron`, `authpriv`, `ftp`, `ntp`, `audit`, `alert`,"
                    + " `clock` or `local0` to `local7`.",
            defaultValue = "local0")
        SyslogFacility facility,
    @Setting(value = "How messages travel: `udp`, `tcp`, `tls` or `relp`.", defaultValue = "tcp")
        SyslogProtocol protocol,
    @Setting(
            value =
                "How a `tcp` stream is divided: `octet-counting` or `newline`; `tls` always counts"
                    + " octets.",
            defaultValue = "octet-counting")
        String framing,
    @Setting(
            value = "APP-NAME: 1 to 48 characters of printable ASCII without space.",
            defaultValue = "offgrid-audit")
        String appName,
    @Setting(
            "HOSTNAME: 1 to 255 characters of printable ASCII without space; by default the name of"
                + " this host.")
        Optional<String> hostname,
    @Setting(
            value =
                "The private enterprise number in the name of the structured data; the default is"
                    + " the one for documentation (RFC 5612).",
            defaultValue = "32473")
        int enterpriseId,
    @Setting(
            value = "What is sent: `json`, the exact signed line, or `cef`, ArcSight CEF.",
            defaultValue = "json")
        SyslogFormat format,
    @Setting(
            value =
                "The longest message, in bytes, from 2048 to 33554432, with `udp` to 65507; of a"
                    + " longer one the details are left out.",
            defaultValue = "8192")
        int maxMessageBytes,
    @Setting(
            "PEM file of the authorities that may have signed the receiver's certificate; by"
                + " default those that Java trusts. With `relp`, turns TLS on.")
        Optional<Path> caFile,
    @Setting("PEM file of this side's certificate, for a receiver that asks for one.")
        Optional<Path> clientCertFile,
    @Setting("PEM file of its private key, PKCS #8 without a passphrase.")
        Optional<Path> clientKeyFile,
    @Setting(value = "How long connecting may take, from `1ms` to `1h`.", defaultValue = "5s")
        Duration connectTimeout,
    @Setting(
            value = "How long the receiver may take nothing of what is sent, from `1ms` to `1h`.",
            defaultValue = "10s")
        Duration writeTimeout,
    @Setting(
            value =
                "How long a `tcp` or `tls` connection must live on before what it carried counts as"
                    + " received, from `1ms` to `1h`.",
            defaultValue = "10s")
        Duration settle) {

  private static final int UDP_MOST = 65_507; // 65,535 less the headers of IPv4 and UDP
  private static final String PRINTABLE = "of printable ASCII without space";

  public SyslogSettings {
    hostPort(address, protocol);
    check(
        Framing.ofStream(framing).isPresent(),
        "framing must be octet-counting or newline, not '" + framing + "'");
    check(
        protocol == SyslogProtocol.TCP || !framing.equals("newline"),
        "framing newline is for protocol tcp alone");
    check(isPrintable(appName, 48), "app_name must be 1 to 48 characters " + PRINTABLE);
    check(
        hostname.isEmpty() || isPrintable(hostname.get(), 255),
        "hostname must be 1 to 255 characters " + PRINTABLE);
    check(enterpriseId > 0, "enterprise_id must be a positive number, not " + enterpriseId);
    int most = protocol == SyslogProtocol.UDP ? UDP_MOST : 32 << 20;
    check(
        maxMessageBytes >= 2048 && maxMessageBytes <= most,
        "max_message_bytes must be from 2048 to " + most + ", not " + maxMessageBytes);
    within("connect_timeout", connectTimeout);
    within("write_timeout", writeTimeout);
    within("settle", settle);
    tls(protocol, caFile, clientCertFile, clientKeyFile);
  }

  /** Whom TLS trusts; absent where there is no TLS. Reads the files. */
  Optional<TlsFiles> tls() {
    return tls(protocol, caFile, clientCertFile, clientKeyFile);
  }

  /** How a stream is divided. */
  Framing streamFraming() {
    return Framing.ofStream(framing).orElseThrow();
  }

  HostPort hostPort() {
    return hostPort(address, protocol);
  }

  private static HostPort hostPort(String address, SyslogProtocol protocol) {
    try {
      return HostPort.parse(address, protocol.defaultPort());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("address " + e.getMessage(), e);
    }
  }

  private static Optional<TlsFiles> tls(
      SyslogProtocol protocol, Optional<Path> ca, Optional<Path> cert, Optional<Path> key) {
    boolean given = ca.isPresent() || cert.isPresent() || key.isPresent();
    boolean able = protocol == SyslogProtocol.TLS || protocol == SyslogProtocol.RELP;
    check(
        able || !given,
        "ca_file, client_cert_file and client_key_file are for protocol tls or relp");
    return given || protocol == SyslogProtocol.TLS
        ? Optional.of(new TlsFiles(ca, cert, key))
        : Optional.empty();
  }

  private static boolean isPrintable(String text, int most) {
    return !text.isEmpty()
        && text.length() <= most
        && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
  }

  private static void within(String key, Duration value) {
    check(
        value.compareTo(Duration.ofMillis(1)) >= 0 && value.compareTo(Duration.ofHours(1)) <= 0,
        key + " must be from 1ms to 1h");
  }

  private static void check(boolean fine, String problem) {
    if (!fine) {
      throw new IllegalArgumentException(problem);
    }
  }
}
