package io.offgrid.audit.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All units of one fault, those of earlier runs included. Each that is done is a line of a file:
 * {@code NUMBER TIME SECONDS NAME=COUNT…}. So is each that broke a promise, {@code NUMBER TIME
 * SECONDS BROKEN TEXT}: it is done again by the next run, and what it left stays, but no run is ok
 * until a person has taken that line out.
 */
final class Campaign {
  private static final Duration NEWS = Duration.ofSeconds(30);
  private static final String BROKEN = "BROKEN ";

  private final Fault fault;
  private final int units;
  private final Path done;
  private final Path state;
  private final PrintStream out;
  private final Set<Integer> finished = new HashSet<>();
  private final List<String> brokenEarlier = new ArrayList<>();
  private final int earlier;
  private @Nullable String since;
  private Tally tally = Tally.NONE;
  private double seconds;

  Campaign(Fault fault, Length length, Path state, PrintStream out) throws IOException {
    this.fault = fault;
    this.out = out;
    this.units = fault.units(length);
    this.state = Files.createDirectories(state);
    this.done = state.resolve(fault.name() + "." + length.name().toLowerCase(Locale.ROOT));
    if (Files.exists(done)) {
      Files.readAllLines(done).forEach(this::take);
    }
    this.earlier = finished.size();
  }

  /** Does what is left; returns whether every promise was kept, by earlier runs too. */
  boolean run() throws Exception {
    int broken = 0;
    Instant told = Instant.now();
    for (int number = 0; number < units; number++) {
      if (!finished.contains(number) && !kept(number)) {
        broken++;
      }
      if (Duration.between(told, Instant.now()).compareTo(NEWS) > 0) {
        out.printf("        %s: %d of %d units, %s%n", fault.name(), number + 1, units, tally);
        told = Instant.now();
      }
    }
    boolean ok = broken == 0 && brokenEarlier.isEmpty();
    tell(ok);
    return ok;
  }

  /** What all runs found; what was found earlier may have been found of another build. */
  private void tell(boolean ok) {
    out.printf(
        Locale.ROOT,
        "%s  %s: %s; %.0f s%n",
        ok ? "ok    " : "BROKEN",
        fault.name(),
        tally,
        seconds);
    if (earlier > 0) {
      out.printf("        %d of %d units are of earlier runs, since %s%n", earlier, units, since);
    }
    for (String line : brokenEarlier) {
      out.printf("        broken by an earlier run: unit %s%n", line);
    }
  }

  private boolean kept(int number) throws Exception {
    Path scratch = state.resolve(fault.name() + "-" + number);
    Mount.releaseBelow(scratch);
    Trees.delete(scratch);
    Files.createDirectories(scratch);
    long begin = System.nanoTime();
    try {
      Tally counts = fault.unit(number, scratch);
      String line = line(number, begin, counts.line());
      append(line);
      take(line);
      Trees.delete(scratch);
      return true;
    } catch (Missing e) {
      out.printf("MISSING %s, unit %d: %s%n", fault.name(), number, e.getMessage());
      return false;
    } catch (RuntimeException e) {
      String text = e instanceof BrokenPromise ? e.getMessage() : e.toString();
      append(line(number, begin, BROKEN + String.valueOf(text).replaceAll("\\R", "\\\\n")));
      Path kept = keep(scratch);
      out.printf("BROKEN  %s, unit %d: %s%n        kept: %s%n", fault.name(), number, text, kept);
      return false;
    }
  }

  /** Out of the way of the next run. */
  private static Path keep(Path scratch) throws IOException {
    Mount.releaseBelow(scratch);
    for (int n = 1; ; n++) {
      Path kept = scratch.resolveSibling(scratch.getFileName() + ".broken-" + n);
      if (!Files.exists(kept)) {
        return Files.move(scratch, kept);
      }
    }
  }

  private static String line(int number, long begin, String what) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    double took = (System.nanoTime() - begin) / 1e9;
    return String.format(Locale.ROOT, "%d %s %.1f %s", number, now, took, what);
  }

  private void append(String line) throws IOException {
    Files.writeString(done, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void take(String line) {
    List<String> parts = List.of(line.split(" ", 4));
    if (parts.get(3).startsWith(BROKEN)) {
      brokenEarlier.add(line);
      return;
    }
    if (since == null) {
      since = parts.get(1);
    }
    finished.add(Integer.valueOf(parts.get(0)));
    seconds += Double.parseDouble(parts.get(2));
    tally = tally.plus(Tally.parse(parts.get(3)));
  }
}
