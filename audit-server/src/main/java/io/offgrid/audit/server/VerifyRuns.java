package io.offgrid.audit.server;

import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.Finding;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies the log for whoever asks, one run at a time: who asks during a run gets its result. Safe
 * for use by any number of threads.
 */
final class VerifyRuns implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VerifyRuns.class);

  private final AuditLogReader log;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "offgrid-audit-verify");
            made.setDaemon(true);
            return made;
          });
  private @Nullable Run current;
  private @Nullable Result last;
  private String told = ""; // of the thread of the runs alone

  VerifyRuns(AuditLogReader log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  /**
   * What a run found.
   *
   * @param at when it began
   * @param took how long
   */
  record Result(VerificationReport report, Instant at, Duration took) {}

  /** A run that goes on, or is over. */
  static final class Run {
    private final CompletableFuture<Result> result = new CompletableFuture<>();
    private volatile VerifyRequest.Progress progress = new VerifyRequest.Progress(0, 0, 0);

    /** Completes when the run is over; exceptionally if the log could not be checked. */
    CompletableFuture<Result> result() {
      return result;
    }

    /** How far it is now. */
    VerifyRequest.Progress progress() {
      return progress;
    }
  }

  /** The last run, if it began no longer ago than this, else the one under way, else a new one. */
  synchronized Run atMost(Duration age) {
    Result known = last;
    if (known != null && !known.at().isBefore(clock.instant().minus(age)) && !age.isZero()) {
      Run done = new Run();
      done.result.complete(known);
      return done;
    }
    Run run = current;
    if (run == null) {
      run = new Run();
      current = run;
      Run started = run;
      thread.execute(() -> verify(started));
    }
    return run;
  }

  /** Verifies now, and so often from now on; never where that is zero. */
  void every(Duration pause) {
    if (!pause.isZero()) {
      Object unused =
          thread.scheduleWithFixedDelay(this::routine, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** On the thread of the runs, so that none is under way. */
  private void routine() {
    Run run;
    synchronized (this) {
      run = current == null ? new Run() : current;
      current = run;
    }
    verify(run);
  }

  /** What the last run that came to an end found. */
  synchronized Optional<Result> last() {
    return Optional.ofNullable(last);
  }

  private void verify(Run run) {
    if (run.result.isDone()) {
      return; // the routine came first
    }
    Instant begun = clock.instant();
    long nanos = System.nanoTime();
    try {
      VerifyRequest request =
          VerifyRequest.standard().withProgress(progress -> run.progress = progress);
      VerificationReport report = log.verify(request);
      Result result = new Result(report, begun, Duration.ofNanos(System.nanoTime() - nanos));
      ended(result);
      tell(report);
      run.result.complete(result);
    } catch (RuntimeException | Error e) {
      ended(null);
      run.result.completeExceptionally(e);
    }
  }

  /** Once, however many runs find the same. */
  private void tell(VerificationReport report) {
    String found = report.verdict() == Verdict.OK ? "" : text(report);
    if (found.equals(told)) {
      return;
    }
    told = found;
    if (found.isEmpty()) {
      LOG.info("The log verifies again");
    } else {
      LOG.error("{}; run 'offgrid audit verify'", found);
    }
  }

  private static String text(VerificationReport report) {
    Finding first = report.findings().get(0);
    return "The log does not verify: %s, findings: %d, the first: %s at seq %s"
        .formatted(
            report.verdict().word(), report.findingCount(), first.kind().word(), first.seq());
  }

  private synchronized void ended(@Nullable Result result) {
    current = null;
    last = result == null ? last : result;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
