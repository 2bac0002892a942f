package io.offgrid.audit.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measures everything that docs/benchmarks.md states, prints it, and writes it there. */
final class SpeedTable {
  /** Sets a contest up. */
  @FunctionalInterface
  interface Maker {
    void make(Contest contest) throws Exception;
  }

  private record Entry(int warmUp, int rounds, Maker maker) {}

  private final TableOptions options;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  SpeedTable(TableOptions options) throws IOException {
    this.options = options;
    Files.createDirectories(options.dir());
    RecordingContests recording = new RecordingContests(options);
    ReadingContests reading = new ReadingContests(options);
    CommandContests commands = new CommandContests(options);
    add("durable", 1, options.rounds(), recording::durable);
    add("buffered", 2, options.rounds(), recording::buffered);
    add("memory", 1, options.rounds(), recording::memory);
    add("inner", 0, 1, recording::inner);
    add("hash", 1, options.rounds(), reading::hashing);
    add("verify", 1, options.rounds(), reading::verifying);
    add("big", 1, options.fewRounds(), reading::verifyingMuch);
    add("show", 1, options.rounds(), commands::show);
    add("type", 1, options.fewRounds(), commands::type);
    add("stats", 1, options.fewRounds(), commands::stats);
    add("export", 1, options.fewRounds(), commands::export);
    add("start", 2, 2 * options.rounds(), commands::start);
    add("open", 1, options.rounds(), commands::open);
  }

  private void add(String name, int warmUp, int rounds, Maker maker) {
    entries.put(name, new Entry(warmUp, rounds, maker));
  }

  void run() throws Exception {
    Set<String> names = entries.keySet();
    if (names.stream().noneMatch(name -> name.startsWith(options.only()))) {
      throw new IllegalArgumentException(options.only() + " is none of " + names);
    }
    List<TableRow> rows = new ArrayList<>();
    for (Map.Entry<String, Entry> entry : entries.entrySet()) {
      if (entry.getKey().startsWith(options.only())) {
        rows.addAll(measure(entry.getKey(), entry.getValue()));
      }
    }
    publish(rows);
  }

  private static List<TableRow> measure(String name, Entry entry) throws Exception {
    long begin = System.nanoTime();
    try (Contest contest = new Contest(entry.warmUp(), entry.rounds())) {
      entry.maker().make(contest);
      List<TableRow> rows = contest.run();
      System.err.printf("%s: %d s%n", name, (System.nanoTime() - begin) / 1_000_000_000);
      rows.forEach(row -> System.err.print(row.markdown()));
      return rows;
    }
  }

  private void publish(List<TableRow> rows) throws IOException {
    StringBuilder table = new StringBuilder(TableRow.HEADING);
    rows.forEach(row -> table.append(row.markdown()));
    String machine = Machine.describe(options);
    System.out.print(machine + "\n" + table);
    Path document = options.document();
    if (document != null) {
      MarkedDocument.at(document).with("machine", machine).with("table", table.toString()).write();
    }
  }
}
