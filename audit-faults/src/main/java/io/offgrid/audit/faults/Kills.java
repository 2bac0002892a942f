package io.offgrid.audit.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Kill -9 at any moment of processes that record into one log, which rotates and forgets. */
final class Kills implements Fault {
  private static final int KILLS = 50;
  private static final int MOST_TOGETHER = 8;
  private static final long MAX_SIZE = 8_000;
  private static final long RETENTION_MILLIS = 400;

  /** Every other log keeps all: what was acknowledged is looked for to the end. */
  private static final long MAX_SIZE_KEPT = 50_000;

  private static final List<String> POSTPONED =
      List.of(
          "the log changed while retention looked at it",
          "it was moved or deleted since it was listed",
          "its segments changed 10 times while they were listed");

  @Override
  public String name() {
    return "kills";
  }

  @Override
  public String promise() {
    return "whatever is killed when: nothing acknowledged is lost, nothing is half there, one chain, and the next process needs no help";
  }

  @Override
  public int units(Length length) {
    return (length == Length.SHORT ? 500 : 10_000) / KILLS;
  }

  @Override
  public Tally unit(int number, Path scratch) throws Exception {
    Random random = new Random(number);
    Path log = scratch.resolve("audit");
    Commission commission =
        number % 2 == 0
            ? Commission.keeping(log, "victim", MAX_SIZE_KEPT)
            : new Commission(log, "victim", MAX_SIZE, RETENTION_MILLIS);
    Inspection inspection = new Inspection(commission);
    Receipts receipts = new Receipts();
    Tally tally = Tally.NONE;
    for (int killed = 0; killed < KILLS; ) {
      int together = Math.min(KILLS - killed, 1 + random.nextInt(MOST_TOGETHER));
      tally = tally.plus(round(commission, together, random, scratch, receipts));
      killed += together;
      tally = tally.plus(inspection.of(receipts));
    }
    Scribing last =
        Scribing.start(
            SlimJava.scribe(commission.named("last"), "record=1"),
            scratch.resolve("last.error"),
            receipts);
    BrokenPromise.unless(
        last.end() == 0 && last.acknowledged() == 1 && last.errors().isEmpty(),
        "the next process cannot record: " + last.trouble());
    return tally.plus(inspection.of(receipts));
  }

  private static Tally round(
      Commission commission, int together, Random random, Path scratch, Receipts receipts)
      throws IOException, InterruptedException {
    List<Scribing> victims = new ArrayList<>();
    for (int i = 0; i < together; i++) {
      List<String> command =
          SlimJava.scribe(commission.named("victim-" + i), "record=" + Integer.MAX_VALUE);
      victims.add(Scribing.start(command, scratch.resolve(i + ".error"), receipts));
    }
    boolean atOnce = random.nextBoolean();
    for (int i = 0; i < together; i++) {
      if (i == 0 || !atOnce) {
        moment(victims.get(i), random);
      }
      victims.get(i).kill();
    }
    Tally tally = Tally.NONE;
    for (Scribing victim : victims) {
      tally = tally.plus(end(victim));
    }
    return tally;
  }

  /** Half of them die by the clock, most of those while they open; the others while they record. */
  private static void moment(Scribing victim, Random random) throws InterruptedException {
    int receipts = 1 + random.nextInt(300);
    long nanos = random.nextInt(400_000_000);
    if (random.nextBoolean()) {
      victim.awaitReceipts(receipts);
      nanos = random.nextInt(2_000_000);
    }
    BrokenPromise.unless(
        !victim.endsWithin(Duration.ofNanos(nanos)),
        "a process died by itself: " + victim.trouble());
  }

  private static Tally end(Scribing victim) throws InterruptedException {
    int status = victim.end();
    BrokenPromise.unless(
        status == 128 + 9, "status %d of a process: %s".formatted(status, victim.trouble()));
    BrokenPromise.unless(
        victim.errors().stream().allMatch(Kills::isPostponed), "errors: " + victim.trouble());
    boolean recorded = victim.acknowledged() > 0;
    return Tally.of("killed", 1)
        .and("acknowledged", victim.acknowledged())
        .and("killed-before-any-receipt", recorded ? 0 : 1)
        .and("prunings-postponed", victim.errors().size());
  }

  /** Several that prune and rotate at once get in each other's way, and say so. */
  private static boolean isPostponed(String error) {
    return error.startsWith("prune ") && POSTPONED.stream().anyMatch(error::contains);
  }
}
