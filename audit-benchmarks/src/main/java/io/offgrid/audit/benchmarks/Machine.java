package io.offgrid.audit.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/** What the figures were measured on, without a name that would tell whose it is. */
final class Machine {
  private static final Path CPU = Path.of("/proc/cpuinfo");

  private Machine() {}

  static String describe(TableOptions options) throws IOException {
    Runtime runtime = Runtime.getRuntime();
    return String.format(
        "%s: %d cores (%s), %s %s, JDK %s (%s), %s, heap %d MiB, Serial GC%s.%n",
        LocalDate.now(ZoneOffset.UTC),
        Rounds.CORES,
        processor(),
        System.getProperty("os.name"),
        System.getProperty("os.version").replaceFirst("-.*", ""),
        System.getProperty("java.version"),
        System.getProperty("java.vendor"),
        Files.getFileStore(options.dir()).type(),
        runtime.maxMemory() >> 20,
        options.scale() == 1 ? "" : "; all numbers of events divided by " + options.scale());
  }

  private static String processor() throws IOException {
    if (!Files.isReadable(CPU)) {
      return System.getProperty("os.arch");
    }
    try (Stream<String> lines = Files.lines(CPU)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }
}
