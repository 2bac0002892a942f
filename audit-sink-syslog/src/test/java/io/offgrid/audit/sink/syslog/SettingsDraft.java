package io.offgrid.audit.sink.syslog;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings for tests: their defaults, and what a test wants otherwise. */
final class SettingsDraft {
  String address = "localhost";
  SyslogFacility facility = SyslogFacility.LOCAL0;
  SyslogProtocol protocol = SyslogProtocol.TCP;
  String framing = "octet-counting";
  String appName = "offgrid-audit";
  Optional<String> hostname = Optional.empty();
  int enterpriseId = 32473;
  SyslogFormat format = SyslogFormat.JSON;
  int maxMessageBytes = 8192;
  Optional<Path> caFile = Optional.empty();
  Optional<Path> clientCertFile = Optional.empty();
  Optional<Path> clientKeyFile = Optional.empty();
  Duration connectTimeout = Duration.ofSeconds(5);
  Duration writeTimeout = Duration.ofSeconds(10);
  Duration settle = Duration.ofSeconds(10);

  static SettingsDraft to(SyslogProtocol protocol, int port) {
    SettingsDraft draft = new SettingsDraft();
    draft.protocol = protocol;
    draft.address = "127.0.0.1:" + port;
    draft.settle = Duration.ofMillis(50);
    return draft;
  }

  SyslogSettings settings() {
    return new SyslogSettings(
        address,
        facility,
        protocol,
        framing,
        appName,
        hostname,
        enterpriseId,
        format,
        maxMessageBytes,
        caFile,
        clientCertFile,
        clientKeyFile,
        connectTimeout,
        writeTimeout,
        settle);
  }

  SyslogSink sink() {
    return new SyslogSink(settings());
  }
}
