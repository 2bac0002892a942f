package io.offgrid.audit.faults;

import io.offgrid.audit.Finding;
import io.offgrid.audit.FindingKind;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cuts segments off at every byte. */
final class CutSegments {
  private final TamperedLog log;
  private final Whereabouts whereabouts;

  CutSegments(TamperedLog log) {
    this.log = log;
    this.whereabouts = new Whereabouts(log);
  }

  /** At every byte of these lines. */
  long all(List<TamperedLog.Line> lines) {
    lines.parallelStream().forEach(this::all);
    return lines.stream().mapToLong(line -> line.end() - line.offset()).sum();
  }

  private void all(TamperedLog.Line line) {
    byte[] segment = log.log().segment(line.file());
    for (int length = line.offset(); length < line.end(); length++) {
      byte[] cut = Arrays.copyOf(segment, length);
      if (log.isActive(line)) {
        active(line, cut);
      } else if (length == line.offset()) {
        between(line, cut);
      } else {
        Finding found = whereabouts.from(line, cut, length);
        String what = line.file() + " cut to " + length;
        Whereabouts.require(found, Set.of(FindingKind.MALFORMED), line.file(), 1, what);
        BrokenPromise.unless(
            Objects.equals(Objects.requireNonNull(found).offset(), (long) line.offset()), what);
      }
    }
  }

  /** The head says what is missing. */
  private void active(TamperedLog.Line line, byte[] cut) {
    Finding found = whole(line, cut);
    String what = "the active segment cut to " + cut.length;
    Whereabouts.require(found, Set.of(FindingKind.TRUNCATED), null, null, what);
    BrokenPromise.unless(
        Objects.equals(Objects.requireNonNull(found).seq(), line.seq() - 1L), what + ": " + found);
  }

  private void between(TamperedLog.Line line, byte[] cut) {
    Finding found = whole(line, cut);
    String what = line.file() + " cut before its line " + line.number();
    if (cut.length == 0) {
      Whereabouts.require(found, Set.of(FindingKind.MALFORMED), line.file(), null, what);
      return;
    }
    TamperedLog.Line next = line;
    while (next.file().equals(line.file())) {
      next = log.line(next.seq() + 1);
    }
    Whereabouts.require(found, Set.of(FindingKind.SEQUENCE), next.file(), 1, what);
  }

  private @Nullable Finding whole(TamperedLog.Line line, byte[] cut) {
    ForgedLog changed = log.log().copy();
    changed.put(line.file(), cut);
    return Whereabouts.first(changed);
  }
}
