package io.offgrid.audit.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The installed command, each run a process of its own. */
final class CommandContests {
  private static final String TIME = "s";
  private static final int THOUSAND = 1_000;

  private final TableOptions options;

  CommandContests(TableOptions options) {
    this.options = options;
  }

  private BigLog log(int events) throws Exception {
    return BigLog.of(options.dir(), events == THOUSAND ? events : options.events(events));
  }

  /** The newest events of logs of several sizes. */
  void show(Contest contest) throws Exception {
    BigLog small = log(THOUSAND);
    Measurement least = show(contest, small);
    for (int events : new int[] {1_000_000, 10_000_000}) {
      BigLog log = log(events);
      contest.compare(
          "`show --limit 20` of " + ReadingContests.count(log),
          show(contest, log),
          least,
          Aim.atMost(1.2));
    }
  }

  private static Measurement show(Contest contest, BigLog log) {
    Command show = Command.offgrid(log, "show", "--limit", "20", "-o", "jsonl");
    return contest.side("of " + ReadingContests.count(log), TIME, () -> printing(show, 20));
  }

  private static double printing(Command command, int lines) {
    double seconds = command.seconds();
    if (command.printed().size() != lines) {
      throw new IllegalStateException(command.printed().size() + " lines, not " + lines);
    }
    return seconds;
  }

  /** What few segments hold, next to what no summary tells about. */
  void type(Contest contest) throws Exception {
    BigLog log = log(10_000_000);
    int rare = Math.max(1, log.events() / 1_000_000);
    Command all = Command.offgrid(log, "show", "--source", "nowhere", "-o", "jsonl");
    Command one = Command.offgrid(log, "show", "--type", BigLog.RARE, "-o", "jsonl");
    Measurement scan = contest.side("a scan of all events", TIME, () -> printing(all, 0));
    Measurement show = contest.side("rare", TIME, () -> printing(one, rare));
    contest.compare(
        "`show --type` of what %d of %d segments hold".formatted(rare, log.segments().size()),
        show,
        scan,
        Aim.atMost(0.1));
  }

  /** Counting by type. */
  void stats(Contest contest) throws Exception {
    BigLog log = log(10_000_000);
    DuckDb duckDb = new DuckDb(log.segments());
    Command command = Command.offgrid(log, "stats", "--no-verify", "-o", "json");
    Measurement rival =
        contest.side("DuckDB, count by type", TIME, () -> duckDb.countSeconds(log.events()));
    Measurement stats = contest.side("stats", TIME, command::seconds);
    contest.compare(
        "`stats --no-verify` of " + ReadingContests.count(log), stats, rival, Aim.atMost(0.1));
  }

  /** The same columns to a file. */
  void export(Contest contest) throws Exception {
    BigLog log = log(1_000_000);
    DuckDb duckDb = new DuckDb(log.segments());
    Path ours = options.dir().resolve("ours.csv").toAbsolutePath();
    Path theirs = options.dir().resolve("theirs.csv").toAbsolutePath();
    contest.opened(() -> Files.deleteIfExists(ours));
    contest.opened(() -> Files.deleteIfExists(theirs));
    Command command = Command.offgrid(log, "export-csv", ours.toString());
    Measurement rival = contest.side("DuckDB, COPY to CSV", TIME, () -> duckDb.csvSeconds(theirs));
    Measurement export = contest.side("export", TIME, command::seconds);
    contest.side("lines", "", () -> requireAsManyLines(ours, theirs));
    contest.compare("`export-csv` of " + ReadingContests.count(log), export, rival, Aim.atMost(1));
  }

  /** No event here has a line break in it. */
  private static double requireAsManyLines(Path ours, Path theirs) {
    try (var left = Files.lines(ours);
        var right = Files.lines(theirs)) {
      long count = left.count();
      if (count != right.count()) {
        throw new IllegalStateException("not as many lines: " + ours + ", " + theirs);
      }
      return count;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The least that the command does, next to the least that a JVM does. */
  void start(Contest contest) throws Exception {
    Command hello = Command.hello(options.dir());
    Command show = Command.offgrid(log(THOUSAND), "show", "--limit", "1");
    Measurement bare = contest.side("bare JVM, hello", TIME, hello::seconds);
    Measurement start = contest.side("start", TIME, show::seconds);
    contest.compare("start of `offgrid audit show`", start, bare, Aim.atMost(4));
  }

  /** Opening verifies all of it, and then one event is recorded. */
  void open(Contest contest) throws Exception {
    BigLog log = log(1_000_000);
    Path config = log.home().resolve("verifying.yaml");
    Command record =
        Command.offgrid(log, "record", "--config", config.toString(), "--type", "opened");
    Command verify = Command.offgrid(log, "verify");
    Measurement least = contest.side("`verify`", TIME, verify::seconds);
    Measurement open = contest.side("open", TIME, record::seconds);
    contest.compare(
        "`record` with `verify_on_start: full`, " + ReadingContests.count(log),
        open,
        least,
        Aim.atMost(1.1));
  }
}
