package io.offgrid.audit.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Changes one thing at a time in a log of 1,000 records, everything that there is to change. */
final class TamperFault implements Fault {
  /** Each unit takes every so-manieth line, byte of the head, and pair of segments. */
  static final int UNITS = 20;

  @Override
  public String name() {
    return "tamper";
  }

  @Override
  public String promise() {
    return "every bit flipped, every line or segment removed, doubled, swapped, replaced or cut is found, at"
        + " its place";
  }

  @Override
  public int units(Length length) {
    return length == Length.SHORT ? 1 : UNITS;
  }

  @Override
  public Tally unit(int number, Path scratch) {
    TamperedLog log = TamperedLog.record();
    Random random = new Random(number);
    List<TamperedLog.Line> share =
        log.lines().stream().filter(line -> line.seq() % UNITS == number).toList();
    return Tally.of("bits", new FlippedBits(log, random).all(share))
        .and("head-bits", FlippedBits.ofHead(log, number))
        .and("changes-to-lines", new MovedLines(log, random).all(share))
        .and("cuts", new CutSegments(log).all(share))
        .and("changes-to-segments", new MovedSegments(log).all(number))
        .and("older-heads", new OlderHeads(log).all(share));
  }
}
