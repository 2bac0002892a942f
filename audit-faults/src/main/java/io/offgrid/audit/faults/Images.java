package io.offgrid.audit.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * Power cuts: an instant copy of a disk on which a process records is what a machine finds that
 * lost its power at that moment.
 */
final class Images implements Fault {
  private static final int COPIES = 20;
  private static final long OUTER_BYTES = 600L << 20;
  private static final String INNER_BYTES = "48M";
  private static final long MAX_SIZE = 20_000;
  private static final long RETENTION_MILLIS = 1500;
  private static final int RECORDS = 600;

  /** The head has just grown by a digit, and nothing has forced it since. */
  private static final int A_DIGIT_MORE = 12;

  private static final List<String> JOURNALS =
      List.of("data=ordered", "data=writeback", "data=journal");

  @Override
  public String name() {
    return "images";
  }

  @Override
  public String promise() {
    return "when the power goes: what was acknowledged before is there, the log opens without help, and verifies";
  }

  @Override
  public int units(Length length) {
    return (length == Length.SHORT ? 20 : 1000) / COPIES;
  }

  @Override
  public Tally unit(int number, Path scratch) throws Exception {
    Root.require("mount", "umount", "mkfs.xfs", "mkfs.ext4", "cp");
    Missing.unless(
        Files.exists(Path.of("/dev/loop-control")), "this fault needs root and loop devices");
    Path outer = scratch.resolve("outer.image");
    Root.run("truncate", "-s", Long.toString(OUTER_BYTES), outer.toString());
    Root.run("mkfs.xfs", "-q", "-m", "reflink=1", outer.toString());
    try (Mount shelf = Mount.image(outer, scratch.resolve("shelf"), "rw")) {
      Path image = shelf.place().resolve("disk.image");
      Root.run("truncate", "-s", INNER_BYTES, image.toString());
      Root.run("mkfs.ext4", "-q", image.toString());
      String journal = JOURNALS.get(number % JOURNALS.size());
      try (Mount disk = Mount.image(image, scratch.resolve("disk"), journal)) {
        Commission commission =
            new Commission(disk.place().resolve("audit"), "victim", MAX_SIZE, RETENTION_MILLIS);
        return copies(commission, image, new Random(number), scratch);
      }
    }
  }

  private static Tally copies(Commission commission, Path image, Random random, Path scratch)
      throws IOException, InterruptedException {
    Receipts receipts = new Receipts();
    Scribing victim =
        Scribing.start(SlimJava.scribe(commission), scratch.resolve("error"), receipts);
    Tally tally = Tally.NONE;
    try {
      for (int i = 0; i < A_DIGIT_MORE; i++) {
        victim.obey("record=1");
      }
      victim.tell("record=0");
      tally = tally.plus(cut(commission, image, receipts, victim, scratch));
      for (int i = 1; i < COPIES; i++) {
        int acknowledged = victim.acknowledged();
        victim.tell("record=" + RECORDS);
        victim.awaitReceipts(acknowledged + random.nextInt(RECORDS));
        tally = tally.plus(cut(commission, image, receipts, victim, scratch));
      }
      BrokenPromise.unless(
          victim.close() == 0 && victim.errors().isEmpty(), "errors: " + victim.trouble());
    } finally {
      victim.kill();
      victim.end();
    }
    return tally.and("acknowledged", victim.acknowledged());
  }

  /** While the victim does what it was told, which it may finish before anybody looks. */
  private static Tally cut(
      Commission commission, Path image, Receipts receipts, Scribing victim, Path scratch)
      throws IOException, InterruptedException {
    Receipts before = receipts.copy();
    Path copy = image.resolveSibling("copy.image");
    Root.run("cp", "--reflink=always", image.toString(), copy.toString());
    victim.awaitDone();
    Tally tally = look(commission, copy, before, scratch);
    receipts.forgetBefore(before.first());
    return tally.and("copies", 1);
  }

  /** What the machine finds when the power is back; forgets the receipts of what was deleted. */
  private static Tally look(Commission commission, Path copy, Receipts before, Path scratch)
      throws IOException {
    Tally tally;
    Path asFound = copy.resolveSibling("as-found.image");
    Root.run("cp", "--reflink=always", copy.toString(), asFound.toString());
    try (Mount found = Mount.image(copy, scratch.resolve("found"), "rw")) {
      Commission there = commission.at(found.place().resolve("audit"));
      boolean behind = BareLog.read(there.directory()).isBehind();
      Recording.record(Commission.keeping(there.directory(), "next", MAX_SIZE), 1, new Receipts());
      tally = new Inspection(there).of(before).and("heads-behind", behind ? 1 : 0);
    }
    Files.delete(asFound); // kept where a promise was broken, on the shelf
    Files.delete(copy);
    return tally;
  }
}
