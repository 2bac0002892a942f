package io.offgrid.audit.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One errand during which one call fails.
 *
 * @param place for what is written beside the log
 */
record Ordeal(Errand errand, Path place, Path log) {
  /** That meet the fault at most: the caller's, the writer's, the housekeeping's. */
  private static final int THREADS = 3;

  /**
   * Does it, and looks at what it leaves.
   *
   * @return what was counted; {@link Tally#NONE} if the errand does not make that many calls
   */
  Tally run(Injection fault) throws IOException, InterruptedException {
    WholeLog before = WholeLog.read(log);
    Receipts receipts = new Receipts();
    Path trace = place.resolve("trace");
    Scribing scribing = start(fault.in(command(), log, trace), receipts);
    try {
      boolean resumed = obeyed(scribing);
      int status = scribing.close();
      if (!Injection.met(trace)) {
        return Tally.NONE;
      }
      requireGoodEnd(fault, status, resumed, scribing);
      requireTold(Forces.lost(trace), scribing);
      new Aftermath(errand, errand.commission(log), before, fault.kills()).look(receipts);
    } catch (RuntimeException e) {
      throw new BrokenPromise(
          "%s, %s: %s; it said %s".formatted(errand.text(), fault, e, scribing.trouble()));
    }
    boolean told = !scribing.errors().isEmpty();
    return Tally.of(fault.kills() ? "killed" : told ? "failed-and-told" : "failed-without-harm", 1);
  }

  /** What it calls when nothing fails. */
  Map<String, Integer> census() throws IOException, InterruptedException {
    Path trace = place.resolve("trace");
    Scribing scribing = start(Injection.census(command(), log, trace), new Receipts());
    BrokenPromise.unless(
        obeyed(scribing) && scribing.close() == 0 && scribing.errors().isEmpty(),
        errand.text() + " fails though nothing is broken: " + scribing.trouble());
    return Injection.calls(trace);
  }

  private List<String> command() throws IOException, InterruptedException {
    return SlimJava.scribe(errand.commission(log));
  }

  private Scribing start(List<String> command, Receipts receipts) throws IOException {
    return Scribing.start(command, place.resolve("error"), receipts);
  }

  /** Has the errand done, and then records, which must go before each thread met the fault. */
  private boolean obeyed(Scribing scribing) throws InterruptedException {
    for (String command : errand.commands()) {
      if (!scribing.does(command)) {
        return false;
      }
    }
    for (int i = 0; i < THREADS + 1; i++) {
      int before = scribing.acknowledged();
      if (!scribing.does("record=1")) {
        return false;
      } else if (scribing.acknowledged() > before) {
        return true;
      }
    }
    return false;
  }

  private void requireGoodEnd(Injection fault, int status, boolean resumed, Scribing scribing) {
    if (fault.kills()) {
      BrokenPromise.unless(status == 128 + 9, "it was to be killed and ended with " + status);
      return;
    }
    BrokenPromise.unless(status == 0, "the process ended with " + status);
    BrokenPromise.unless(resumed, "recording does not resume");
    for (String error : scribing.errors()) {
      BrokenPromise.unless(isClear(error), "this error does not say what and where: " + error);
    }
  }

  /** Whoever has a receipt all the same has one for what may be gone when the power goes. */
  private static void requireTold(List<Forces.Lost> lost, Scribing scribing) {
    BrokenPromise.unless(
        scribing.errors().size() >= lost.size(),
        () -> lost + " could not be forced, stays as it is, and nobody was told");
  }

  private boolean isClear(String error) {
    return error.contains(log.toString())
        && !error.contains("Exception")
        && !error.contains("java.")
        && !error.contains("null");
  }
}
