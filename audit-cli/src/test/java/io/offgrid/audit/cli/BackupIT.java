package io.offgrid.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupIT {
  @TempDir private Path folder;
  private Cli cli;
  private String target;

  @BeforeEach
  void recordTheSample() throws IOException {
    cli = new Cli(folder);
    cli.recordCloudTrail();
    target = folder.resolve("elsewhere/backup").toString();
  }

  @Test
  void makesACopyThatVerifies() throws IOException {
    assertThat(cli.audit("backup", target).ended(0).out())
        .startsWith("backup     " + target + "\nhead       seq 103\ncopied     1 file, ")
        .endsWith("\nunchanged  0 files\n");
    assertThat(cli.audit("verify", "--dir", target).ended(0).out()).startsWith("OK  103 events");
  }

  @Test
  void tellsAsJsonWhatTheNextOneDid() throws IOException {
    cli.audit("backup", target).ended(0);
    JsonNode same = cli.audit("backup", target, "-o", "json").ended(0).json();
    cli.audit("record", "--type", "late").ended(0);
    JsonNode next = cli.audit("backup", target, "-o", "json").ended(0).json();

    assertThat(same.at("/copied").asLong()).isZero();
    assertThat(same.at("/unchanged").asLong()).isEqualTo(1);
    assertThat(next.at("/copied").asLong()).isEqualTo(1);
    assertThat(next.at("/seq").asLong()).isEqualTo(104);
    assertThat(next.at("/removed").asLong()).isZero();
    assertThat(next.at("/bytes").asLong()).isEqualTo(Files.size(cli.log()));
    assertThat(next.at("/directory").asText()).isEqualTo(target);
  }

  @Test
  void endsWithOneWhereTheLogWasRolledBack() throws IOException {
    Path old = folder.resolve("old");
    cli.shell("cp -a " + cli.home().resolve("audit") + " " + old).ended(0);
    cli.audit("record", "--type", "late").ended(0);
    cli.audit("backup", target).ended(0);
    cli.shell("cp -a " + old + "/. " + cli.home().resolve("audit")).ended(0);

    assertThat(cli.audit("verify").ended(0).out()).startsWith("OK");
    assertThat(cli.audit("backup", target).ended(1).err())
        .isEqualTo(
            "offgrid: the log ends at seq 103, the backup at 104; nothing in "
                + target
                + " was changed. Verify both: offgrid audit verify, and offgrid audit verify --dir "
                + target
                + "\n");
    assertThat(cli.audit("verify", "--dir", target).ended(0).out()).startsWith("OK  104 events");
  }

  @Test
  void endsWithTwoWhereDirIsNoPlaceForABackup() throws IOException {
    String log = cli.home().resolve("audit").toString();

    assertThat(cli.audit("backup", log).ended(2).err()).contains(log + " is the log itself");
    assertThat(cli.audit("backup").ended(2).err()).contains("Missing required parameter: 'DIR'");
  }

  @Test
  void canBeRestoredAndGoneOnFrom() throws IOException {
    cli.audit("backup", target).ended(0);
    Path log = cli.home().resolve("audit");
    cli.shell("rm -r " + log + " && cp -a " + target + " " + log).ended(0);
    cli.audit("record", "--type", "log_restored").ended(0);

    assertThat(cli.audit("verify").ended(0).out()).startsWith("OK  104 events");
    cli.audit("backup", target).ended(0);
    assertThat(cli.audit("verify", "--dir", target).ended(0).out()).startsWith("OK  104 events");
  }
}
