package io.offgrid.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigIT {
  @TempDir private Path folder;
  private Cli cli;

  @BeforeEach
  void prepare() {
    cli = new Cli(folder);
  }

  @Test
  void checkPrintsWhatWouldRunWithSecretsMasked() throws IOException {
    cli.configure("audit:\n  hmac_key: a-secret-of-sufficient-length\n  max_size_mb: 25\n");
    String out = cli.audit("config", "check").ended(0).out();

    assertThat(out).startsWith("OK\n").containsPattern("audit.max_size_mb +25  \\(.*line 3.*\\)");
    assertThat(out).contains("audit.hmac_key").doesNotContain("a-secret-of-sufficient-length");
    assertThat(cli.home().resolve("audit")).doesNotExist();
  }

  @Test
  void checkReportsEveryMistakeAtOnce() throws IOException {
    cli.configure("audit:\n  max_sizemb: 5\n  durability: fast\n");

    assertThat(cli.audit("config", "check").ended(2).err())
        .contains("line 2", "max_size_mb", "line 3", "durability");
    cli.audit("show").ended(2);
    cli.audit("record", "--type", "a").ended(2);
    cli.audit("verify").ended(2);
  }

  /** The providers are asked too, whatever else is wrong. */
  @Test
  void checkReportsEveryMistakeInSinksAtOnceAndNoSecret() throws IOException {
    cli.configure(
        """
        audit:
          syslog:
            enabled: true
            address: "localhost:99999"
            facility: local9
            protocol: tls
            ca_file: nowhere.pem
          webhook:
            url: "siem.example.com/events?token=hidden"
            secret: "whsec_aGlkZGVu"
            headers: {"Bad Header": hidden}
          sinks:
            - {type: webhook, name: webhook, url: "https://siem.example/"}
            - {type: syslog, name: b, adress: "x:1", facility: kernel}
        """);
    String home = cli.home().toString();
    String file = "offgrid: " + home + "/config.yaml: ";

    assertThat(cli.audit("config", "check").ended(2).err().lines())
        .containsExactly(
            file + "line 4: audit.syslog.address must have a port from 1 to 65535, not 99999",
            file
                + "line 5: audit.syslog.facility must be kern, user, mail, daemon, auth, syslog,"
                + " lpr, news, uucp, cron, authpriv, ftp, ntp, audit, alert, clock, local0, local1,"
                + " local2, local3, local4, local5, local6 or local7, not \"local9\"",
            file
                + "line 7: audit.syslog.ca_file cannot be read: "
                + home
                + "/nowhere.pem: there is no such file",
            file + "line 9: audit.webhook.url must begin with https:// or http://",
            file + "line 10: audit.webhook.secret must hold 24 to 64 bytes, not 6",
            file
                + "line 11: audit.webhook.headers holds a name that is none in HTTP, the one at"
                + " place 1",
            file + "line 13: entry 1 of audit.sinks: there is a sink webhook already, at line 8",
            file + "line 14: audit.sinks.b.adress is not a known key; did you mean address?",
            file
                + "line 14: audit.sinks.b.address is missing: Where the receiver listens:"
                + " `host:port`, an IPv6 address in brackets (`[::1]:514`); without a port, 514,"
                + " with `tls` 6514.",
            file
                + "line 14: audit.sinks.b.facility must be kern, user, mail, daemon, auth, syslog,"
                + " lpr, news, uucp, cron, authpriv, ftp, ntp, audit, alert, clock, local0, local1,"
                + " local2, local3, local4, local5, local6 or local7, not \"kernel\"");
  }

  @Test
  void aFileThatIsNamedMustBeThere() throws IOException {
    assertThat(cli.audit("show", "--config", "/nowhere.yaml").ended(2).err())
        .contains("/nowhere.yaml");
    Path other = cli.write("other.yaml", "audit:\n  origin: other-host\n");
    cli.audit("--config", other.toString(), "record", "--type", "a").ended(0);
    assertThat(cli.audit("head", "--config", other.toString()).ended(0).out())
        .contains("other-host");
  }

  @Test
  void aKeyThatOthersCanReadIsRefusedWithTheCure() throws IOException {
    cli.audit("record", "--type", "a").ended(0);
    Path key = cli.home().resolve("audit.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(cli.audit("verify").status()).isIn(2, 3);
    assertThat(cli.audit("verify").err()).contains("chmod 600 " + key);
  }

  @Test
  void aDirectoryThatIsAFileIsATrouble() throws IOException {
    Path file = cli.write("file", "");

    assertThat(cli.audit("show", "--dir", file.toString()).ended(3).err())
        .contains(file.toString());
    assertThat(cli.audit("record", "--type", "a", "--dir", file.toString()).ended(3).err())
        .contains(file.toString());
  }
}
