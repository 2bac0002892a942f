package io.offgrid.audit.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A log at rest together with what was set aside from it.
 *
 * @param lines of all of it
 * @param begun whether a new log waits to take its place: setting aside is not finished
 */
record WholeLog(List<BareLine> lines, boolean begun) {
  WholeLog {
    lines = List.copyOf(lines);
  }

  static WholeLog read(Path log) throws IOException {
    List<BareLine> lines = new ArrayList<>(BareLog.read(log).lines());
    boolean begun = false;
    for (Path aside : asides(log)) {
      lines.addAll(BareLog.read(aside).lines());
      begun |= Files.exists(aside.resolve("next.log"));
    }
    return new WholeLog(lines, begun);
  }

  private static List<Path> asides(Path log) throws IOException {
    if (!Files.exists(log)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(log)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith("set-aside-"))
          .toList();
    }
  }
}
