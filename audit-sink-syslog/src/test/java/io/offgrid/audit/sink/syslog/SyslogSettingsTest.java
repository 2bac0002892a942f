package io.offgrid.audit.sink.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.spi.ProviderContext;
import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.SinkProvider;
import io.offgrid.audit.testkit.SettingsTable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyslogSettingsTest {
  private static void assertRefused(Consumer<SettingsDraft> change, String message) {
    SettingsDraft draft = new SettingsDraft();
    change.accept(draft);
    assertThatThrownBy(draft::settings)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void theTableInTheReadmeIsTheRecords() {
    assertThat(Path.of("README.md")).content().contains(SettingsTable.of(SyslogSettings.class));
  }

  @Test
  void theProviderIsFoundAndMakesASinkWithoutTouchingTheNetwork() {
    SinkProvider<?> found = ServiceLoader.load(SinkProvider.class).findFirst().orElseThrow();
    assertThat(found).isInstanceOf(SyslogSinkProvider.class);
    assertThat(found.type()).isEqualTo("syslog");
    SettingsDraft draft = new SettingsDraft();
    draft.address = "no-such-host.invalid";
    ProviderContext context = new ProviderContext(Path.of("h"), Path.of("d"), Clock.systemUTC());
    try (Sink sink = new SyslogSinkProvider().create(draft.settings(), context)) {
      assertThat(sink.target()).isEqualTo("tcp://no-such-host.invalid:514");
      assertThat(sink.confirmed()).isZero();
    }
  }

  @Test
  void theDefaultPortIsTheProtocols() {
    SettingsDraft draft = new SettingsDraft();
    assertThat(draft.settings().hostPort()).isEqualTo(new HostPort("localhost", 514));
    draft.protocol = SyslogProtocol.TLS;
    assertThat(draft.settings().hostPort()).isEqualTo(new HostPort("localhost", 6514));
    try (Sink sink = draft.sink()) {
      assertThat(sink.target()).isEqualTo("tls://localhost:6514");
    }
  }

  @Test
  void thereAreTheTwentyFourFacilitiesInTheirOrder() {
    assertThat(Arrays.stream(SyslogFacility.values()).map(f -> f.code() + " " + f))
        .containsExactly(
            "0 KERN",
            "1 USER",
            "2 MAIL",
            "3 DAEMON",
            "4 AUTH",
            "5 SYSLOG",
            "6 LPR",
            "7 NEWS",
            "8 UUCP",
            "9 CRON",
            "10 AUTHPRIV",
            "11 FTP",
            "12 NTP",
            "13 AUDIT",
            "14 ALERT",
            "15 CLOCK",
            "16 LOCAL0",
            "17 LOCAL1",
            "18 LOCAL2",
            "19 LOCAL3",
            "20 LOCAL4",
            "21 LOCAL5",
            "22 LOCAL6",
            "23 LOCAL7");
  }

  @Test
  void refusesAnAddressThatIsNone() {
    assertRefused(
        d -> d.address = "syslog://host",
        "address must be host:port, an IPv6 address in brackets as in [::1]:514, not"
            + " 'syslog://host'");
    assertRefused(d -> d.address = "host:0", "address must have a port from 1 to 65535, not 0");
  }

  @Test
  void refusesAnotherFramingAndLinesOverAnythingButTcp() {
    assertRefused(
        d -> d.framing = "lines", "framing must be octet-counting or newline, not 'lines'");
    for (SyslogProtocol protocol :
        new SyslogProtocol[] {SyslogProtocol.UDP, SyslogProtocol.TLS, SyslogProtocol.RELP}) {
      assertRefused(
          d -> {
            d.framing = "newline";
            d.protocol = protocol;
          },
          "framing newline is for protocol tcp alone");
    }
  }

  @Test
  void refusesNamesThatAHeaderCannotHold() {
    String app = "app_name must be 1 to 48 characters of printable ASCII without space";
    assertRefused(d -> d.appName = "", app);
    assertRefused(d -> d.appName = "two words", app);
    assertRefused(d -> d.appName = "x".repeat(49), app);
    String host = "hostname must be 1 to 255 characters of printable ASCII without space";
    assertRefused(d -> d.hostname = Optional.of("höst"), host);
    assertRefused(d -> d.hostname = Optional.of("x".repeat(256)), host);
  }

  @Test
  void refusesNumbersOutOfRange() {
    assertRefused(d -> d.enterpriseId = 0, "enterprise_id must be a positive number, not 0");
    assertRefused(
        d -> d.maxMessageBytes = 2047, "max_message_bytes must be from 2048 to 33554432, not 2047");
    assertRefused(
        d -> {
          d.protocol = SyslogProtocol.UDP;
          d.maxMessageBytes = 65_508;
        },
        "max_message_bytes must be from 2048 to 65507, not 65508");
    assertRefused(d -> d.connectTimeout = Duration.ZERO, "connect_timeout must be from 1ms to 1h");
    assertRefused(
        d -> d.writeTimeout = Duration.ofHours(2), "write_timeout must be from 1ms to 1h");
    assertRefused(d -> d.settle = Duration.ofSeconds(-1), "settle must be from 1ms to 1h");
  }

  @Test
  void refusesCertificatesWhereThereIsNoTls(@TempDir Path directory) {
    assertRefused(
        d -> d.caFile = Optional.of(new TlsFixture(directory).caFile),
        "ca_file, client_cert_file and client_key_file are for protocol tls or relp");
  }

  @Test
  void refusesAMissingCertificateFile(@TempDir Path directory) {
    Path missing = directory.resolve("missing.pem");
    assertRefused(
        d -> {
          d.protocol = SyslogProtocol.TLS;
          d.caFile = Optional.of(missing);
        },
        "ca_file cannot be read: " + missing + ": there is no such file");
  }
}
