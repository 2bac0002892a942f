package io.offgrid.audit.benchmarks;

import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import java.nio.file.Path;

/** Verifying next to the hashes that no verification can do without. */
final class ReadingContests {
  private static final String SPEED = "MB/s";

  private final TableOptions options;

  ReadingContests(TableOptions options) {
    this.options = options;
  }

  /** The yardstick itself, next to another's hashes. */
  void hashing(Contest contest) throws Exception {
    if (!OpenSsl.isThere()) {
      return;
    }
    HashTwice hashing = new HashTwice(million().segments().get(0));
    int bytes = (int) Math.round(SampleLines.in(options.dir()).averageBytes());
    Measurement ours =
        contest.side(
            "JVM", SPEED, () -> hashing.megabytesPerSecond(1, options.events(300_000_000)));
    Measurement theirs =
        contest.side("OpenSSL", SPEED, () -> OpenSsl.megabytesPerSecondTwice(bytes));
    contest.compare("hashing lines twice in the JVM, 1 thread", ours, theirs, Aim.stated());
  }

  /** In a JVM that has warmed up. */
  void verifying(Contest contest) throws Exception {
    BigLog log = million();
    long bytes = log.bytes();
    HashTwice hashing = new HashTwice(log.segments().get(0));
    Measurement twice = twice(contest, hashing, bytes);
    Measurement verify =
        contest.side(
            "verify", SPEED, () -> bytes / Threads.seconds(1, () -> log.read(this::verify)) / 1e6);
    contest.compare("verify " + count(log) + " events, warm JVM", verify, twice, Aim.atLeast(0.7));
  }

  private static Measurement twice(Contest contest, HashTwice hashing, long bytes) {
    return contest.side(
        "hashing the bytes twice, " + Rounds.CORES + " threads",
        SPEED,
        () -> hashing.megabytesPerSecond(Rounds.CORES, bytes));
  }

  private void verify(AuditLogReader reader) {
    VerificationReport report = reader.verify(VerifyRequest.standard());
    if (report.verdict() != Verdict.OK) {
      throw new IllegalStateException("an intact log is " + report);
    }
  }

  /** As the command, whose start counts. */
  void verifyingMuch(Contest contest) throws Exception {
    BigLog small = million();
    BigLog big = BigLog.of(options.dir(), options.events(10_000_000));
    long bytes = big.bytes();
    Measurement twice = twice(contest, new HashTwice(big.segments().get(0)), bytes);
    Command one = Command.offgrid(small, "verify");
    Command ten = Command.offgrid(big, "verify");
    Measurement oneSeconds = contest.side("1/10 of them", "s", one::seconds);
    Measurement tenSeconds = contest.side("ten", "s", ten::seconds);
    Measurement speed = contest.side("speed", SPEED, () -> bytes / tenSeconds.last() / 1e6);
    String what = "`verify` of " + count(big) + " events";
    contest.compare(what, speed, twice, Aim.atLeast(0.7));
    contest.compare(what, tenSeconds, oneSeconds, Aim.atMost(10.5));
  }

  private BigLog million() throws Exception {
    Path dir = options.dir();
    return BigLog.of(dir, options.events(1_000_000));
  }

  static String count(BigLog log) {
    return String.format("%,d", log.events());
  }
}
