package io.offgrid.audit.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * Writes that are done in part: the process's files may not grow past a limit, which falls anywhere
 * within a line, and is then lifted.
 */
final class ShortWrites implements Fault {
  private static final int LIMITS = 25;
  private static final long MAX_SIZE = 20_000;

  /** Less than a segment, so that it is met. */
  private static final long HIGHEST = 19_000;

  private static final int MOST_ROUNDS = 1000;

  @Override
  public String name() {
    return "short-writes";
  }

  @Override
  public String promise() {
    return "a write that is done in part leaves nothing half written; it is an error, and recording resumes when it can";
  }

  @Override
  public int units(Length length) {
    return (length == Length.SHORT ? 50 : 1000) / LIMITS;
  }

  @Override
  public Tally unit(int number, Path scratch) throws Exception {
    Root.require("prlimit");
    Random random = new Random(number);
    Receipts receipts = new Receipts();
    Commission commission = Commission.keeping(scratch.resolve("audit"), "resident", MAX_SIZE);
    return Resident.live(
        commission,
        scratch,
        receipts,
        LIMITS,
        resident -> limit(commission, resident, random, receipts));
  }

  private static Tally limit(
      Commission commission, Scribing resident, Random random, Receipts receipts)
      throws IOException, InterruptedException {
    long size = Files.size(commission.directory().resolve("events.log"));
    setLimit(resident, Long.toString(Math.min(HIGHEST, size + random.nextInt(3000))));
    for (int i = 0; resident.errors().isEmpty(); i++) {
      BrokenPromise.unless(i < MOST_ROUNDS, "the limit is no error");
      resident.obey("record=" + (1 + random.nextInt(20)));
    }
    List<String> errors = resident.takeErrors();
    for (String error : errors) {
      BrokenPromise.unless(
          error.contains("the file may not grow further")
              && error.contains(commission.directory().toString()),
          "this error does not say what and where: " + error);
    }
    Inspection inspection = new Inspection(commission);
    inspection.of(receipts);
    setLimit(resident, "unlimited");
    int before = resident.acknowledged();
    resident.obey("record=1");
    BrokenPromise.unless(
        resident.acknowledged() == before + 1 && resident.errors().isEmpty(),
        "the limit is gone, and yet: " + resident.trouble());
    inspection.of(receipts);
    inspection.requireNothingElse(receipts);
    return Tally.of("limits", 1).and("errors", errors.size());
  }

  /** The soft one, which is the one that counts. */
  private static void setLimit(Scribing resident, String bytes) throws IOException {
    Root.run("prlimit", "--pid", Long.toString(resident.pid()), "--fsize=" + bytes + ":");
  }
}
