package io.offgrid.audit.benchmarks;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Recording next to bare loops, to a database that is as durable, and to a log without integrity.
 */
final class RecordingContests {
  private static final String SPEED = "events/s";
  private static final int WINDOW = 1000;

  private final TableOptions options;
  private final Path dir;

  RecordingContests(TableOptions options) {
    this.options = options;
    this.dir = options.dir();
  }

  /** Every caller waits, or lets so many receipts be under way; all of it is forced. */
  void durable(Contest contest) throws Exception {
    SampleLines lines = SampleLines.in(dir);
    SqliteTable sqlite = new SqliteTable(dir, lines, "WAL");
    oneThread(contest, lines, sqlite);
    manyThreads(contest, lines, sqlite);
    inFlight(contest, lines);
  }

  private void oneThread(Contest contest, SampleLines lines, SqliteTable sqlite) {
    int events = options.events(2_000);
    BareLog bareLog = new BareLog(dir, lines, 1, false, true);
    Measurement bare =
        contest.side("bare write + fdatasync", SPEED, () -> bareLog.linesPerSecond(events));
    Measurement log = contest.side("durable", SPEED, () -> Recording.waitedFor(dir, 1, events));
    Measurement rival =
        contest.side("SQLite, a commit each", SPEED, () -> sqlite.eventsPerSecond(1, events));
    contest.compare("durable, 1 thread", log, bare, Aim.atLeast(0.85));
    contest.compare("durable, 1 thread", log, rival, Aim.atLeast(1));
  }

  private void manyThreads(Contest contest, SampleLines lines, SqliteTable sqlite) {
    int events = 64 * options.events(1_000);
    BareLog bareLog = new BareLog(dir, lines, 64, false, true);
    Measurement bare =
        contest.side(
            "bare write + fdatasync of 64 at once", SPEED, () -> bareLog.linesPerSecond(events));
    Measurement log =
        contest.side("durable, 64", SPEED, () -> Recording.waitedFor(dir, 64, events));
    Measurement rival =
        contest.side(
            "SQLite, a commit each, 64 threads",
            SPEED,
            () -> sqlite.eventsPerSecond(64, 64 * options.events(64)));
    String what = "durable, 64 threads, each waits for its receipt";
    contest.compare(what, log, bare, Aim.atLeast(0.4));
    contest.compare(what, log, rival, Aim.atLeast(20));
  }

  private void inFlight(Contest contest, SampleLines lines) {
    int events = options.events(200_000);
    AtomicInteger batch = new AtomicInteger(WINDOW / 2);
    Measurement log =
        contest.side(
            "in flight",
            SPEED,
            () ->
                Recording.inFlight(dir, events, WINDOW, mean -> batch.set((int) Math.round(mean))));
    Measurement bare =
        contest.side(
            "bare sign + link + write + fdatasync, batches of that size",
            SPEED,
            () -> new BareLog(dir, lines, batch.get(), true, true).linesPerSecond(events));
    contest.compare("durable, 1 thread, 1,000 receipts under way", log, bare, Aim.atLeast(0.6));
  }

  /** Nobody waits, and nothing is forced but once a second. */
  void buffered(Contest contest) throws Exception {
    SampleLines lines = SampleLines.in(dir);
    int events = options.events(400_000);
    BareLog bareLog = new BareLog(dir, lines, 512, true, false);
    Measurement bare =
        contest.side("bare sign + link + write", SPEED, () -> bareLog.linesPerSecond(events));
    for (int threads : new int[] {1, 4}) {
      Measurement log =
          contest.side(
              "buffered " + threads, SPEED, () -> Recording.streamed(dir, threads, events));
      Measurement rival =
          contest.side(
              "Log4j2, JSON file, no integrity",
              SPEED,
              () -> JsonFile.eventsPerSecond(dir, threads, events));
      String what = "buffered, " + threads + (threads == 1 ? " thread" : " threads");
      contest.compare(what, log, rival, Aim.atLeast(1));
      contest.compare(what, log, bare, Aim.atLeast(0.5));
    }
  }

  /** Bytes of memory by bytes of a line. */
  void memory(Contest contest) throws Exception {
    double bytes = SampleLines.in(dir).averageBytes();
    Measurement line = contest.side("the line", "B", () -> bytes);
    Measurement waiting = contest.side("waiting", "B", () -> Footprint.perWaiting(dir));
    Measurement allocated = contest.side("allocated", "B", () -> Footprint.allocated(dir));
    contest.compare("heap for each event that waits", waiting, line, Aim.atMost(3));
    contest.compare("allocated for each event recorded", allocated, line, Aim.atMost(3));
  }

  /** JMH's own rounds: they are one here. */
  void inner(Contest contest) throws Exception {
    Map<String, Double> nanos = Jmh.nanosPerLine();
    Measurement bare = inner(contest, nanos, "hashTwice", "both hashes of a line");
    contest.compare(
        "canonical form of an event", inner(contest, nanos, "encode", ""), bare, Aim.stated());
    contest.compare(
        "line of it, signed and linked", inner(contest, nanos, "sign", ""), bare, Aim.stated());
    contest.compare("check of a line", inner(contest, nanos, "verify", ""), bare, Aim.stated());
  }

  private static Measurement inner(
      Contest contest, Map<String, Double> nanos, String benchmark, String name) {
    Double time = nanos.get(benchmark);
    if (time == null) {
      throw new IllegalStateException("JMH measured " + nanos.keySet() + ", not " + benchmark);
    }
    return contest.side(name, "ns", () -> time);
  }
}
