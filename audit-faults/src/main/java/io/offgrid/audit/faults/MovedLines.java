package io.offgrid.audit.faults;

import io.offgrid.audit.Finding;
import io.offgrid.audit.FindingKind;
import io.offgrid.audit.VerificationReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Deletes, doubles and swaps lines. */
final class MovedLines {
  private static final Set<FindingKind> SEQUENCE = Set.of(FindingKind.SEQUENCE);

  private final TamperedLog log;
  private final Random random;

  MovedLines(TamperedLog log, Random random) {
    this.log = log;
    this.random = random;
  }

  /** Returns how many changes that were: at the log's end, and by chance, there is one less. */
  long all(List<TamperedLog.Line> lines) {
    long done = 0;
    for (TamperedLog.Line line : lines) {
      deleted(line);
      doubled(line);
      done += 2;
      if (line.seq() < TamperedLog.RECORDS) {
        swapped(line, log.line(line.seq() + 1));
        done++;
      }
      TamperedLog.Line other = log.line(1 + random.nextInt(TamperedLog.RECORDS));
      if (other.seq() < line.seq()) {
        swapped(other, line);
        done++;
      } else if (other.seq() > line.seq()) {
        swapped(line, other);
        done++;
      }
    }
    return done;
  }

  private void deleted(TamperedLog.Line line) {
    List<TamperedLog.Line> places = new ArrayList<>(log.lines());
    places.remove(line);
    Finding found = first(places, texts(places));
    String what = "line " + line.seq() + " deleted";
    if (line.seq() == 1) {
      Whereabouts.require(found, Set.of(FindingKind.SEGMENT_MISSING), null, null, what);
    } else if (line.seq() == TamperedLog.RECORDS) {
      Whereabouts.require(found, Set.of(FindingKind.TRUNCATED), null, null, what);
    } else {
      TamperedLog.Line next = log.line(line.seq() + 1);
      int number = next.number() == 1 ? 1 : line.number();
      Whereabouts.require(found, SEQUENCE, next.file(), number, what);
    }
  }

  private void doubled(TamperedLog.Line line) {
    List<TamperedLog.Line> places = new ArrayList<>(log.lines());
    places.add(line.seq(), line);
    ForgedLog changed = log.with(places, texts(places));
    VerificationReport report = Whereabouts.verified(changed, null);
    if (line.seq() == TamperedLog.RECORDS) { // behind the head's own it is nobody's
      long tail = Opinion.of(report).tail();
      BrokenPromise.unless(
          report.findings().isEmpty() && tail == line.text().length() + 1, "the last one doubled");
      return;
    }
    Whereabouts.require(
        Whereabouts.first(report),
        SEQUENCE,
        line.file(),
        line.number() + 1,
        "line " + line.seq() + " doubled");
  }

  private void swapped(TamperedLog.Line one, TamperedLog.Line other) {
    List<String> texts = new ArrayList<>(texts(log.lines()));
    Collections.swap(texts, one.seq() - 1, other.seq() - 1);
    Finding found = first(log.lines(), texts);
    // The first line of a log may have any number; the one after it then has the wrong one.
    TamperedLog.Line seen = one.seq() == 1 ? log.line(2) : one;
    String what = "lines " + one.seq() + " and " + other.seq() + " swapped";
    Whereabouts.require(found, SEQUENCE, seen.file(), seen.number(), what);
  }

  private @Nullable Finding first(List<TamperedLog.Line> places, List<String> texts) {
    return Whereabouts.first(log.with(places, texts));
  }

  private static List<String> texts(List<TamperedLog.Line> lines) {
    return lines.stream().map(TamperedLog.Line::text).toList();
  }
}
