package io.offgrid.audit.server;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditStats;
import io.offgrid.audit.StatsRequest;
import io.offgrid.audit.StatsRequest.Bucket;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.runtime.json.StatsJson;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/audit/stats}: counts, and the state of the chain unless {@code verify=false}. A
 * verification is shared with all who ask for one at the same time.
 */
final class StatsHandler implements Handler {
  static final List<String> PARAMETERS = Parameters.join(QueryParameters.NAMES, "bucket", "verify");

  private final AuditLogReader log;
  private final VerifyRuns runs;
  private final Clock clock;
  private final Executor scans;

  /**
   * @param scans counts, which may take long
   */
  StatsHandler(AuditLogReader log, VerifyRuns runs, Clock clock, Executor scans) {
    this.log = log;
    this.runs = runs;
    this.clock = clock;
    this.scans = scans;
  }

  @Override
  public void handle(Context request) {
    AuditQuery filter = QueryParameters.of(request, clock).build();
    Bucket bucket = QueryParameters.word(request, "bucket", Bucket.values());
    boolean verify = Parameters.truth(request, "verify", true);
    StatsRequest wanted = new StatsRequest(filter, bucket, false);
    if (!verify) {
      request.future(() -> CompletableFuture.runAsync(() -> answer(request, wanted, null), scans));
      return;
    }
    request.future(
        () ->
            runs.atMost(Duration.ZERO)
                .result()
                .thenAcceptAsync(result -> answer(request, wanted, result.report()), scans));
  }

  private void answer(Context request, StatsRequest wanted, @Nullable VerificationReport report) {
    AuditStats stats = count(wanted).with(report);
    Bucket bucket = wanted.bucket();
    JsonAnswer.object(
        request,
        json -> {
          StatsJson.write(json, stats);
          if (bucket != null) {
            StatsJson.writeBuckets(json, bucket, stats);
          }
        });
  }

  private AuditStats count(StatsRequest wanted) {
    try {
      return log.stats(wanted);
    } catch (IllegalArgumentException e) {
      throw Problem.parameter("bucket", "bucket: " + e.getMessage());
    }
  }
}
