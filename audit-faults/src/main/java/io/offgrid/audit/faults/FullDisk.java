package io.offgrid.audit.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A disk that fills up and is freed again, under one process that records all the while. */
final class FullDisk implements Fault {
  private static final int CYCLES = 10;
  private static final long DISK_BYTES = 2 << 20;
  private static final long MAX_SIZE = 40_000;
  private static final int PAGE = 4096;
  private static final int MOST_PAGES_LEFT = 30;
  private static final int MOST_ROUNDS = 1000;

  @Override
  public String name() {
    return "full-disk";
  }

  @Override
  public String promise() {
    return "a full disk kills nothing and leaves nothing half written; it is an error, and recording resumes when there is room";
  }

  @Override
  public int units(Length length) {
    return (length == Length.SHORT ? 10 : 100) / CYCLES;
  }

  @Override
  public Tally unit(int number, Path scratch) throws Exception {
    Root.require("mount", "umount");
    try (Mount disk = Mount.memory(scratch.resolve("disk"), DISK_BYTES)) {
      try {
        return cycles(disk, scratch, new Random(number));
      } catch (RuntimeException e) {
        Trees.copy(disk.place(), scratch.resolve("as-found")); // what is in memory goes with it
        throw e;
      }
    }
  }

  private static Tally cycles(Mount disk, Path scratch, Random random)
      throws IOException, InterruptedException {
    Receipts receipts = new Receipts();
    Commission commission =
        new Commission(disk.place().resolve("audit"), "resident", MAX_SIZE, 1000);
    return Resident.live(
        commission,
        scratch,
        receipts,
        CYCLES,
        resident -> cycle(commission, resident, random, receipts));
  }

  private static Tally cycle(
      Commission commission, Scribing resident, Random random, Receipts receipts)
      throws IOException, InterruptedException {
    Inspection inspection = new Inspection(commission);
    resident.obey("record=" + (1 + random.nextInt(200)));
    BrokenPromise.unless(
        resident.errors().isEmpty(), "there was room, and yet: " + resident.trouble());
    Path ballast = commission.directory().resolveSibling("ballast");
    fill(ballast, random.nextInt(MOST_PAGES_LEFT));
    for (int i = 0; resident.errors().isEmpty(); i++) {
      BrokenPromise.unless(i < MOST_ROUNDS, "the full disk is no error");
      resident.obey("record=" + (1 + random.nextInt(20)));
    }
    resident.obey("record=5");
    Tally tally = inspection.of(receipts);
    List<String> errors = resident.takeErrors();
    for (String error : errors) {
      BrokenPromise.unless(
          error.contains("the disk is full") && error.contains(commission.directory().toString()),
          "this error does not say what and where: " + error);
    }
    Files.delete(ballast);
    int before = resident.acknowledged();
    resident.obey("record=1");
    BrokenPromise.unless(
        resident.acknowledged() == before + 1 && resident.errors().isEmpty(),
        "the disk has room again, and yet: " + resident.trouble());
    tally = tally.plus(inspection.of(receipts));
    inspection.requireNothingElse(receipts);
    return tally.and("cycles", 1).and("errors", errors.size());
  }

  /** Leaves this much. */
  private static void fill(Path ballast, int pages) throws IOException {
    long size = Files.getFileStore(ballast.getParent()).getUsableSpace() - (long) pages * PAGE;
    byte[] page = new byte[PAGE];
    try (OutputStream out = Files.newOutputStream(ballast)) {
      for (long written = 0; written + PAGE <= size; written += PAGE) {
        out.write(page);
      }
    }
  }
}
