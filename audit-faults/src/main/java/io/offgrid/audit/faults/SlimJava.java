package io.offgrid.audit.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Small Java processes that start in little time, so that thousands of them can be killed. Their
 * classes come from an archive that is made once per run of the harness.
 */
final class SlimJava {
  private static @Nullable Path archive;

  private SlimJava() {}

  /** The command line of a scribe: one that ends after these commands, or reads them if none. */
  static synchronized List<String> scribe(Commission commission, String... commands)
      throws IOException, InterruptedException {
    Path made = archive;
    if (made == null) {
      made = makeArchive();
      archive = made;
    }
    return line(List.of("-XX:SharedArchiveFile=" + made, "-Xshare:auto"), commission, commands);
  }

  private static Path makeArchive() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("offgrid-faults");
    Path classes = directory.resolve("scribe.jsa");
    Commission trial = new Commission(directory.resolve("audit"), "trial", 8_000, 1);
    List<String> options =
        List.of("-XX:ArchiveClassesAtExit=" + classes, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    Scribing scribing =
        Scribing.start(
            line(options, trial, "record=300", "prune", "aside", "record=1"),
            directory.resolve("error"),
            new Receipts());
    if (scribing.end() != 0 || !Files.exists(classes)) {
      throw new IOException("no archive of classes was made: " + scribing.trouble());
    }
    Trees.delete(directory.resolve("audit"));
    Files.delete(directory.resolve("error"));
    directory.toFile().deleteOnExit();
    classes.toFile().deleteOnExit();
    return classes;
  }

  private static List<String> line(
      List<String> options, Commission commission, String... commands) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Xmx32m",
            "-Xss512k",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=off"));
    line.addAll(options);
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Scribe.class.getName()));
    line.addAll(commission.arguments());
    line.addAll(List.of(commands));
    return line;
  }
}
