package io.offgrid.audit.server;

import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the log for whoever asks, one run at a time: who asks during a run gets its result. Safe
 * for use by any number of threads.
 */
final class VerifyRuns implements AutoCloseable {
  private final AuditLogReader log;
  private final Clock clock;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread made = new Thread(work, "offgrid-audit-verify");
            made.setDaemon(true);
            return made;
          });
  private @Nullable Run current;
  private @Nullable Result last;

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

  /** What the last run that came to an end found. */
  synchronized Optional<Result> last() {
    return Optional.ofNullable(last);
  }

  private void verify(Run run) {
    Instant begun = clock.instant();
    long nanos = System.nanoTime();
    try {
      VerifyRequest request =
          VerifyRequest.standard().withProgress(progress -> run.progress = progress);
      VerificationReport report = log.verify(request);
      Result result = new Result(report, begun, Duration.ofNanos(System.nanoTime() - nanos));
      ended(result);
      run.result.complete(result);
    } catch (RuntimeException | Error e) {
      ended(null);
      run.result.completeExceptionally(e);
    }
  }

  private synchronized void ended(@Nullable Result result) {
    current = null;
    last = result == null ? last : result;
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
