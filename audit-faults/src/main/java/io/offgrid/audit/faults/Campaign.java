package io.offgrid.audit.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * All units of one fault, those of earlier runs included. Each that is done is a line of a file:
 * {@code NUMBER TIME SECONDS NAME=COUNT…}. What a broken promise left stays beside it.
 */
final class Campaign {
  private static final Duration NEWS = Duration.ofSeconds(30);

  private final Fault fault;
  private final int units;
  private final Path done;
  private final Path state;
  private final Set<Integer> finished = new HashSet<>();
  private Tally tally = Tally.NONE;
  private double seconds;

  Campaign(Fault fault, Length length, Path state) throws IOException {
    this.fault = fault;
    this.units = fault.units(length);
    this.state = Files.createDirectories(state);
    this.done = state.resolve(fault.name() + "." + length.name().toLowerCase(Locale.ROOT));
    if (Files.exists(done)) {
      Files.readAllLines(done).forEach(this::take);
    }
  }

  /** Does what is left; returns whether every promise was kept. */
  boolean run() throws Exception {
    int broken = 0;
    Instant told = Instant.now();
    for (int number = 0; number < units; number++) {
      if (!finished.contains(number) && !kept(number)) {
        broken++;
      }
      if (Duration.between(told, Instant.now()).compareTo(NEWS) > 0) {
        System.out.printf(
            "        %s: %d of %d units, %s%n", fault.name(), number + 1, units, tally);
        told = Instant.now();
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s  %s: %s; %.0f s%n",
        broken == 0 ? "ok    " : "BROKEN",
        fault.name(),
        tally,
        seconds);
    return broken == 0;
  }

  private boolean kept(int number) throws Exception {
    Path scratch = state.resolve(fault.name() + "-" + number);
    Mount.releaseBelow(scratch);
    Trees.delete(scratch);
    Files.createDirectories(scratch);
    long begin = System.nanoTime();
    try {
      Tally counts = fault.unit(number, scratch);
      double took = (System.nanoTime() - begin) / 1e9;
      append(String.format(Locale.ROOT, "%d %s %.1f %s", number, now(), took, counts.line()));
      Trees.delete(scratch);
      return true;
    } catch (BrokenPromise e) {
      System.out.printf(
          "BROKEN  %s, unit %d: %s%n        kept: %s%n",
          fault.name(), number, e.getMessage(), scratch);
      return false;
    }
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private void append(String line) throws IOException {
    Files.writeString(done, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    take(line);
  }

  private void take(String line) {
    List<String> parts = List.of(line.split(" ", 4));
    finished.add(Integer.valueOf(parts.get(0)));
    seconds += Double.parseDouble(parts.get(2));
    tally = tally.plus(Tally.parse(parts.get(3)));
  }
}
