package io.offgrid.audit.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/** What a process does to a log while a call fails, and the state that it finds the log in. */
enum Errand {
  BEGIN("record=1") {
    @Override
    void prepare(Commission commission, Path scratch) {
      // There is none yet.
    }
  },
  APPEND("record=1"),
  ROTATE("record=1 record=1 record=1"),
  REPAIR("record=1") {
    @Override
    void prepare(Commission commission, Path scratch) throws IOException, InterruptedException {
      super.prepare(commission, scratch);
      Files.writeString(
          commission.directory().resolve("events.log"),
          "{\"chain_hash\":\"sha256:",
          StandardOpenOption.APPEND);
    }
  },
  PRUNE("prune"),
  SET_ASIDE("aside") {
    @Override
    void prepare(Commission commission, Path scratch) throws IOException, InterruptedException {
      super.prepare(commission, scratch);
      Path damaged = commission.directory().resolve("events.log.1");
      String text = Files.readString(damaged);
      Files.writeString(damaged, text.replaceFirst("\"user_id\":\"", "$0x"));
    }
  },
  FINISH_PRUNE("record=1") {
    @Override
    void prepare(Commission commission, Path scratch) throws IOException, InterruptedException {
      PRUNE.prepare(commission, scratch);
      interrupt(PRUNE, "unlink", 1, commission, scratch);
    }
  },
  FINISH_SET_ASIDE("record=1") {
    @Override
    void prepare(Commission commission, Path scratch) throws IOException, InterruptedException {
      SET_ASIDE.prepare(commission, scratch);
      interrupt(SET_ASIDE, "rename", 3, commission, scratch);
    }
  };

  private static final int RECORDS = 7;

  /** Two or three records. */
  private static final long MAX_SIZE = 1_100;

  private final String commands;

  Errand(String commands) {
    this.commands = commands;
  }

  List<String> commands() {
    return List.of(commands.split(" "));
  }

  boolean isPrune() {
    return this == PRUNE || this == FINISH_PRUNE;
  }

  boolean isAside() {
    return this == SET_ASIDE || this == FINISH_SET_ASIDE;
  }

  /** The log in this directory, which lets everything go by age where it is to be pruned. */
  Commission commission(Path directory) {
    return isPrune()
        ? new Commission(directory, "clerk", MAX_SIZE, 1)
        : Commission.keeping(directory, "clerk", MAX_SIZE);
  }

  /** Makes the log that the process finds. */
  void prepare(Commission commission, Path scratch) throws IOException, InterruptedException {
    Commission keeping = Commission.keeping(commission.directory(), "before", MAX_SIZE);
    Recording.record(keeping, RECORDS, new Receipts());
  }

  private static void interrupt(
      Errand errand, String call, int when, Commission commission, Path scratch)
      throws IOException, InterruptedException {
    Injection kill = new Injection(call, "signal=KILL", when);
    List<String> command = SlimJava.scribe(commission, errand.commands().toArray(String[]::new));
    Path trace = scratch.resolve("prepare.trace");
    Scribing scribing =
        Scribing.start(
            kill.in(command, commission.directory(), trace),
            scratch.resolve("prepare.error"),
            new Receipts());
    if (scribing.end() == 0) {
      throw new IllegalStateException(errand + " makes no call " + when + " of " + call);
    }
  }

  /** Words for people, and for files. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
