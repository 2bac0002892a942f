package io.offgrid.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportIT {
  @TempDir private Path folder;
  private Cli cli;
  private Path target;

  @BeforeEach
  void recordTheSample() throws IOException {
    cli = new Cli(folder);
    cli.recordCloudTrail();
    target = Files.createDirectories(folder.resolve("exports")).resolve("report");
  }

  @Test
  void saysHowManyItWroteAndWhere() throws IOException {
    Result result = cli.audit("export-json", target.toString()).ended(0);

    assertThat(result.out()).isEmpty();
    assertThat(result.err()).isEqualTo("offgrid: exported 103 events to " + target + "\n");
    assertThat(names()).containsExactly("report");
  }

  @Test
  void writesToStandardOutput() throws IOException {
    assertThat(cli.audit("export-csv", "-").ended(0).out().lines()).hasSize(104);
    assertThat(cli.audit("export-json", "-", "--limit", "5").ended(0).json()).hasSize(5);
    assertThat(cli.audit("export", "--format", "jsonl", "-").ended(0).out())
        .isEqualTo(Files.readString(cli.log()));
  }

  @Test
  void replacesAFileUnlessToldNotTo() throws IOException {
    Files.writeString(target, "old");
    assertThat(cli.audit("export-csv", "--no-clobber", target.toString()).ended(3).err())
        .isEqualTo("offgrid: " + target + " exists, and --no-clobber protects it\n");
    assertThat(target).hasContent("old");

    cli.audit("export-csv", target.toString()).ended(0);
    assertThat(Files.readAllLines(target)).hasSize(104);
  }

  @Test
  void saysWhyItCannotWrite() throws IOException {
    Path nowhere = folder.resolve("nowhere/report.csv");
    assertThat(cli.audit("export-csv", nowhere.toString()).ended(3).err())
        .isEqualTo(
            "offgrid: cannot export to "
                + nowhere
                + ": "
                + nowhere.getParent()
                + ": there is no such file or directory\n");
    assertThat(cli.audit("export-csv", folder.toString()).ended(3).err())
        .isEqualTo("offgrid: cannot export to " + folder + ": it is a directory; name a file\n");
    assertThat(cli.audit("export-csv", "/proc/report.csv").ended(3).err())
        .startsWith("offgrid: cannot export to /proc/report.csv: no file can be made in /proc");
  }

  @Test
  void leavesTheOldFileWhenTheDiskIsFull() throws IOException {
    Files.writeString(target, "old");
    Result result =
        cli.shell("ulimit -f 8; trap '' XFSZ; $offgrid audit export-json " + target).ended(3);

    assertThat(result.err()).startsWith("offgrid: cannot export to " + target + ": ");
    assertThat(target).hasContent("old");
    assertThat(names()).containsExactly("report");
  }

  @Test
  void writesToADevice() throws IOException {
    cli.audit("export-csv", "/dev/null").ended(0);
    assertThat(cli.audit("export-csv", "/dev/full").ended(3).err())
        .contains("cannot export to /dev/full: ", "No space left on device");
  }

  @Test
  void saysWhichFormatsThereAre() throws IOException {
    assertThat(cli.audit("export", "--format", "xml", target.toString()).ended(2).err())
        .startsWith("offgrid: there is no exporter of type xml; known are: csv, json, jsonl\n");
    assertThat(cli.audit("export", target.toString()).ended(2).err()).contains("--format");
    assertThat(cli.audit("export-csv").ended(2).err()).contains("PATH");
    assertThat(names()).isEmpty();
  }

  @Test
  void exportsAnEmptySelection() throws IOException {
    Result result = cli.audit("export-json", "--user", "nobody", target.toString()).ended(0);

    assertThat(result.err()).contains("no event matches", "exported 0 events");
    assertThat(cli.audit("verify", "--file", target.toString()).status()).isIn(0, 3);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(target.getParent())) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }
}
