package io.offgrid.audit.faults;

import java.io.IOException;
import java.nio.file.Path;

/** One process that records and lives through a fault again and again. */
final class Resident {
  private Resident() {}

  /** The fault once, from a time at which recording works to the next one. */
  @FunctionalInterface
  interface Round {
    Tally of(Scribing resident) throws IOException, InterruptedException;
  }

  /** Has it live through so many rounds, and end well. */
  static Tally live(Commission commission, Path scratch, Receipts receipts, int rounds, Round round)
      throws IOException, InterruptedException {
    Scribing resident =
        Scribing.start(SlimJava.scribe(commission), scratch.resolve("error"), receipts);
    Tally tally = Tally.NONE;
    try {
      resident.obey("record=1");
      for (int i = 0; i < rounds; i++) {
        tally = tally.plus(round.of(resident));
      }
      BrokenPromise.unless(
          resident.close() == 0 && resident.errors().isEmpty(),
          "the process ends with an error: " + resident.trouble());
    } finally {
      resident.kill();
      resident.end();
    }
    return tally.and("acknowledged", resident.acknowledged());
  }
}
