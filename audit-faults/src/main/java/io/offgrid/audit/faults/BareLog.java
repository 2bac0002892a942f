package io.offgrid.audit.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A log at rest, read without the product's code, which might err in the same way when it reads as
 * when it writes.
 *
 * @param lines whole ones, in order
 * @param head number of the last record according to {@code chain.hash}; 0 if that is not there
 */
record BareLog(List<BareLine> lines, long head) {
  private static final String ACTIVE = "events.log";
  private static final String SEALED = ACTIVE + ".";

  BareLog {
    lines = List.copyOf(lines);
  }

  static BareLog read(Path directory) throws IOException {
    List<BareLine> lines = new ArrayList<>();
    for (Path segment : segments(directory)) {
      boolean active = segment.endsWith(ACTIVE);
      byte[] bytes = Files.readAllBytes(segment);
      int begin = 0;
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == '\n') {
          lines.add(BareLine.of(new String(bytes, begin, i - begin, StandardCharsets.UTF_8)));
          begin = i + 1;
        }
      }
      BrokenPromise.unless(
          active || (begin == bytes.length && begin > 0),
          segment + " is sealed and does not end with a whole line");
    }
    Path head = directory.resolve("chain.hash");
    return new BareLog(lines, Files.exists(head) ? BareLine.seq(Files.readString(head)) : 0);
  }

  /** All files of records, oldest first. */
  static List<Path> segments(Path directory) throws IOException {
    List<Path> sealed = new ArrayList<>();
    if (!Files.exists(directory)) {
      return sealed;
    }
    try (Stream<Path> files = Files.list(directory)) {
      files.filter(file -> name(file).matches("events\\.log\\.[0-9]+")).forEach(sealed::add);
    }
    sealed.sort(Comparator.comparingInt(file -> Integer.parseInt(number(file))));
    Path active = directory.resolve(ACTIVE);
    if (Files.exists(active)) {
      sealed.add(active);
    }
    return sealed;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static String number(Path file) {
    return name(file).substring(SEALED.length());
  }

  /** Whether no process has come so far as to make a log. */
  boolean isUnmade() {
    return lines.isEmpty() && head <= 0;
  }

  /** Whether there is more than the head knows of. */
  boolean isBehind() {
    return !lines.isEmpty() && lines.get(lines.size() - 1).seq() != head;
  }

  /** Number of the first record; of the next one if there is none. */
  long first() {
    return lines.isEmpty() ? head + 1 : lines.get(0).seq();
  }

  /** Up to the head, each line follows the one before it, and the head is not ahead. */
  void requireChain() {
    long expected = first();
    String previous = "";
    for (BareLine line : lines) {
      if (expected > head) {
        return;
      }
      BrokenPromise.unless(
          line.seq() == expected, "seq " + line.seq() + " in place of " + expected);
      BrokenPromise.unless(
          previous.isEmpty() || line.chainHash().equals(previous),
          "seq " + line.seq() + " does not follow the line before it");
      previous = line.hash();
      expected++;
    }
    BrokenPromise.unless(
        expected > head, "the head names seq " + head + ", the log ends before " + expected);
  }
}
