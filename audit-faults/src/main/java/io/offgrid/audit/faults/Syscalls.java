package io.offgrid.audit.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Each system call on a log's files fails once, or is the last that a process makes. */
final class Syscalls implements Fault {
  private static final String KILL = "signal=KILL";
  private static final List<String> FAULTS =
      List.of(KILL, "error=EIO", "error=ENOSPC", "error=EROFS");
  private static final List<String> CHANGING =
      List.of("pwrite64", "fdatasync", "fsync", "rename", "unlink", "ftruncate", "mkdir", "link");
  private static final List<String> WRITING = List.of("pwrite64", "fdatasync");
  private static final List<String> LOOKING =
      List.of("openat", "statx", "newfstatat", "pread64", "getdents64", "fcntl", "dup", "lseek");

  /** When it fails, Linux closes all the same; strace would have the file stay open. */
  private static final String CLOSE = "close";

  private static final long SEED = 1;

  /** A kind of call on the way of an errand, with what happens to it. */
  private record Cell(Errand errand, String call, String fault) {
    /** Whether every build tries it. */
    boolean isFirst() {
      return switch (errand) {
        case PRUNE, SET_ASIDE -> fault.equals(KILL) && CHANGING.contains(call);
        case ROTATE -> fault.equals("error=EIO") && WRITING.contains(call);
        case APPEND -> fault.equals("error=ENOSPC") && WRITING.contains(call);
        default -> false;
      };
    }
  }

  private final List<Cell> cells = cells();
  private final Map<Errand, Path> prepared = new EnumMap<>(Errand.class);
  private final Map<Errand, Map<String, Integer>> censuses = new EnumMap<>(Errand.class);

  /** Those that every build tries come first, the others follow well mixed. */
  private static List<Cell> cells() {
    List<Cell> first = new ArrayList<>();
    List<Cell> rest = new ArrayList<>();
    for (Errand errand : Errand.values()) {
      for (String fault : FAULTS) {
        List<String> calls = new ArrayList<>(CHANGING);
        calls.addAll(LOOKING);
        if (fault.equals(KILL)) {
          calls.add(CLOSE);
        }
        for (String call : calls) {
          Cell cell = new Cell(errand, call, fault);
          (cell.isFirst() ? first : rest).add(cell);
        }
      }
    }
    Collections.shuffle(rest, new Random(SEED));
    first.addAll(rest);
    return first;
  }

  @Override
  public String name() {
    return "syscalls";
  }

  @Override
  public String promise() {
    return "whichever call fails or is the last: no false receipt, an error that says what and where, recording resumes, the log verifies";
  }

  @Override
  public int units(Length length) {
    return length == Length.SHORT
        ? (int) cells.stream().filter(Cell::isFirst).count()
        : cells.size();
  }

  @Override
  public Tally unit(int number, Path scratch) throws Exception {
    Root.require("strace");
    Cell cell = cells.get(number);
    if (!census(cell.errand(), scratch).containsKey(cell.call())) {
      return Tally.of("not-called", 1);
    }
    Tally tally = Tally.NONE;
    for (int when = 1; ; when++) {
      Path place = Files.createDirectories(scratch.resolve(Integer.toString(when)));
      Injection injection = new Injection(cell.call(), cell.fault(), when);
      Tally one = new Ordeal(cell.errand(), place, log(cell.errand(), place)).run(injection);
      if (one.equals(Tally.NONE)) {
        BrokenPromise.unless(when > 1, cell + " was not met, though that call is made");
        return tally;
      }
      tally = tally.plus(one);
      Trees.delete(place);
    }
  }

  /** A fresh copy of the log that this errand finds. */
  private Path log(Errand errand, Path place) throws IOException, InterruptedException {
    Path original = prepared.get(errand);
    if (original == null) {
      Path scratch = Files.createTempDirectory("offgrid-faults");
      original = scratch.resolve("audit");
      errand.prepare(errand.commission(original), scratch);
      prepared.put(errand, original);
    }
    Path log = place.resolve("audit");
    if (Files.exists(original)) {
      Trees.copy(original, log);
    }
    return log;
  }

  /** What the errand calls when all goes well; a call that is not tried here is an error. */
  private Map<String, Integer> census(Errand errand, Path scratch)
      throws IOException, InterruptedException {
    Map<String, Integer> known = censuses.get(errand);
    if (known == null) {
      Path place = Files.createDirectories(scratch.resolve("census"));
      known = new Ordeal(errand, place, log(errand, place)).census();
      Set<String> others = new TreeSet<>(known.keySet());
      others.removeAll(CHANGING);
      others.removeAll(LOOKING);
      others.remove(CLOSE);
      BrokenPromise.unless(
          others.isEmpty(), errand.text() + " makes calls that are not tried: " + others);
      BrokenPromise.unless(known.containsKey("fdatasync"), errand.text() + " forces nothing");
      censuses.put(errand, known);
      Trees.delete(place);
    }
    return known;
  }
}
