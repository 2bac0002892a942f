package io.offgrid.audit.benchmarks;

import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.runtime.Durability;
import java.nio.file.Path;
import java.util.Arrays;

/** What can be measured: recording and verifying, forwarding, the HTTP API, or the whole table. */
public final class Benchmarks {
  private Benchmarks() {}

  /** See {@link Options}. */
  public static void main(String[] args) throws Exception {
    if (args.length > 0 && args[0].equals("forwarding")) {
      Options options = Options.parse(60_000, Arrays.copyOfRange(args, 1, args.length));
      try (ForwardingBenchmarks forwarding = new ForwardingBenchmarks(options)) {
        forwarding.run();
      }
      return;
    }
    if (args.length > 0 && args[0].equals("table")) {
      new SpeedTable(TableOptions.parse(Arrays.copyOfRange(args, 1, args.length))).run();
      return;
    }
    if (args.length > 0 && args[0].equals("jmh")) {
      Jmh.commandLine(Arrays.copyOfRange(args, 1, args.length));
      return;
    }
    if (args.length > 0 && args[0].equals("http")) {
      Options options = Options.parse(1_000_000, Arrays.copyOfRange(args, 1, args.length));
      try (HttpBenchmarks http = new HttpBenchmarks(options)) {
        http.run();
      }
      return;
    }
    Options options = Options.parse(400_000, args);
    try (Scratch verified = new Scratch(options.dir(), Durability.BUFFERED)) {
      Rounds rounds = new Rounds(options);
      recording(options, rounds);
      verifying(options, rounds, verified);
      rounds.run();
    }
  }

  private static void recording(Options options, Rounds rounds) {
    Path dir = options.dir();
    for (int threads : new int[] {1, 4}) {
      rounds.add(
          "record buffered, " + threads + " threads",
          "events/s",
          () -> Recording.streamed(dir, threads, options.events()));
    }
    for (int threads : new int[] {1, 64}) {
      rounds.add(
          "record sync, " + threads + " threads",
          "events/s",
          () -> Recording.waitedFor(dir, threads, 200 * threads));
    }
  }

  private static void verifying(Options options, Rounds rounds, Scratch verified) throws Exception {
    if (!rounds.wants("verify")) {
      return;
    }
    Recording.stream(verified.log(), options.events());
    verified.log().flush();
    long bytes = verify(verified).bytes();
    HashTwice hashing = new HashTwice(verified.directory().resolve("events.log.1"));
    Measurement both =
        rounds.add(
            "verify, base: hash twice",
            "MB/s",
            () -> hashing.megabytesPerSecond(Rounds.CORES, bytes));
    rounds.add(
        "verify", "MB/s", both, () -> bytes / Threads.seconds(1, () -> verify(verified)) / 1e6);
  }

  private static VerificationReport verify(Scratch verified) {
    VerificationReport report = verified.log().verify(VerifyRequest.standard());
    if (report.verdict() != Verdict.OK) {
      throw new IllegalStateException("an intact log is " + report);
    }
    return report;
  }
}
