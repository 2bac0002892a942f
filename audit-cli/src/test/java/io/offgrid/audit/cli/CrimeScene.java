package io.offgrid.audit.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A log of three segments, signed with one key and then with another, in a folder with all that its
 * owner keeps elsewhere: a head, a backup, an export; and what an attacker may have kept: the log
 * as it was before.
 */
record CrimeScene(Path folder) {
  private static final String EVENT =
      "{\"type\":\"login\",\"user_id\":\"ann\",\"details\":{\"padding\":\"%s\"}}\n";
  private static final int EVENTS = 6;
  private static final int PADDING = 250_000;

  /** Records everything. */
  void prepare() throws IOException {
    cli().configure("audit:\n  max_size_mb: 1\n");
    record();
    copy(log(), folder.resolve("before_the_rotation"));
    cli().audit("key", "rotate").ended(0);
    record();
    copy(log(), folder.resolve("earlier"));
    cli().audit("record", "--type", "late").ended(0);
    Files.writeString(head(), cli().audit("head", "-o", "json").ended(0).out());
    cli().audit("backup", backup().toString()).ended(0);
    cli().audit("export", "--format", "jsonl", export().toString()).ended(0);
    recordAnother();
  }

  private void record() throws IOException {
    String events = EVENT.formatted("x".repeat(PADDING)).repeat(EVENTS);
    cli().auditReading(events, "record", "--file", "-").ended(0);
  }

  /** A log that is not this one, under the same key. */
  private void recordAnother() throws IOException {
    Cli other = new Cli(Files.createDirectories(folder.resolve("other")));
    other.configure("audit:\n  origin: other.example\n");
    Files.copy(key(), other.home().resolve("audit.key"), StandardCopyOption.COPY_ATTRIBUTES);
    other.audit("record", "--type", "harmless").ended(0);
  }

  /** A scene like this one, to be spoilt. */
  CrimeScene copyTo(Path to) throws IOException {
    copy(folder, to);
    return new CrimeScene(to);
  }

  Cli cli() {
    return new Cli(folder);
  }

  Path log() {
    return cli().home().resolve("audit");
  }

  Path key() {
    return cli().home().resolve("audit.key");
  }

  Path head() {
    return folder.resolve("head.json");
  }

  Path backup() {
    return folder.resolve("backup");
  }

  Path export() {
    return folder.resolve("export.jsonl");
  }

  /** Somebody who has a key of the log: 0 is the retired one. */
  Forger holderOfKey(int number) throws IOException {
    return new Forger(Files.readAllLines(key()).get(number));
  }

  /** Changes the text of a file in the log. */
  void change(String file, UnaryOperator<String> change) throws IOException {
    change(log().resolve(file), change);
  }

  static void change(Path file, UnaryOperator<String> change) throws IOException {
    String before = Files.readString(file);
    String after = change.apply(before);
    if (after.equals(before)) {
      throw new IllegalStateException("nothing changed in " + file);
    }
    Files.writeString(file, after);
  }

  /** Changes the lines of a file in the log. */
  void changeLines(String file, Function<List<String>, List<String>> change) throws IOException {
    change(file, text -> String.join("\n", change.apply(text.lines().toList())) + "\n");
  }

  /** Puts another log in its place. */
  void replaceLog(Path other) throws IOException {
    delete(log());
    copy(other, log());
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
