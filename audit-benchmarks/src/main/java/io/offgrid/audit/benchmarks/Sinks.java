package io.offgrid.audit.benchmarks;

import io.offgrid.audit.sink.syslog.SyslogFacility;
import io.offgrid.audit.sink.syslog.SyslogFormat;
import io.offgrid.audit.sink.syslog.SyslogProtocol;
import io.offgrid.audit.sink.syslog.SyslogSettings;
import io.offgrid.audit.sink.syslog.SyslogSinkProvider;
import io.offgrid.audit.sink.webhook.WebhookSettings;
import io.offgrid.audit.sink.webhook.WebhookSinkProvider;
import io.offgrid.audit.spi.ProviderContext;
import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.WebAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the sinks that are measured, with the settings of a configuration that names none. */
final class Sinks {
  private static final ProviderContext CONTEXT =
      new ProviderContext(Path.of("."), Path.of("."), Clock.systemUTC());

  private Sinks() {}

  static Sink of(Protocol protocol, int port, Path caFile) {
    Optional<Path> trusted = protocol.isEncrypted() ? Optional.of(caFile) : Optional.empty();
    return protocol.isWeb()
        ? webhook(port, trusted)
        : syslog(SyslogProtocol.valueOf(protocol.name()), "octet-counting", port, trusted);
  }

  /** Over TCP, with a newline behind each message. */
  static Sink lines(int port) {
    return syslog(SyslogProtocol.TCP, "newline", port, Optional.empty());
  }

  private static Sink webhook(int port, Optional<Path> caFile) {
    WebAddress url =
        new WebAddress((caFile.isPresent() ? "https" : "http") + "://127.0.0.1:" + port + "/");
    return new WebhookSinkProvider()
        .create(
            new WebhookSettings(
                url,
                Map.of(),
                List.of(),
                WebhookSettings.Format.JSON,
                false,
                caFile,
                Optional.empty(),
                Optional.empty()),
            CONTEXT);
  }

  private static Sink syslog(
      SyslogProtocol protocol, String framing, int port, Optional<Path> caFile) {
    return new SyslogSinkProvider()
        .create(
            new SyslogSettings(
                "127.0.0.1:" + port,
                SyslogFacility.LOCAL0,
                protocol,
                framing,
                "offgrid-audit",
                Optional.empty(),
                32473,
                SyslogFormat.JSON,
                8192,
                caFile,
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10)),
            CONTEXT);
  }
}
