package io.offgrid.audit.server;

import io.javalin.http.Handler;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.runtime.SinkOperations;
import io.offgrid.audit.runtime.config.AuditDeployment;
import io.offgrid.audit.runtime.config.ServerSettings;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What answers requests, put together over one log; and the threads that it needs. */
final class Services implements AutoCloseable {
  /** Of the log that one request for a page looks through, about. */
  private static final long SCAN_BYTES = 256L << 20;

  /** As many as do not keep every core of a small machine busy for long. */
  private static final int PAGES = 2;

  /** Of those that may read the whole log before they answer. */
  private static final int SCANS = 4;

  private static final int EXPORTS = 8;
  private static final int STREAMS = 64;
  private static final long STREAM_BEAT_MILLIS = 15_000;

  /** At the store, at the sinks, and whether recording works again. */
  private static final int LOOKS = 3;

  private final AuditDeployment deployment;
  private final AuditLog log;
  private final Clock clock;
  private final VerifyRuns runs;
  private final Readiness readiness;
  private final Telemetry telemetry;
  private final SinkOperations sinkOperations;
  private final EventStreams streams = new EventStreams(STREAMS);
  private final LiveHead liveHead;
  private final ExecutorService work = threads("offgrid-audit-answer", 8);
  private final ExecutorService looks = threads("offgrid-audit-look", LOOKS);
  private final ExecutorService pages = threads("offgrid-audit-page", PAGES);
  private final ExecutorService scans = threads("offgrid-audit-scan", SCANS);
  private final ExecutorService exports = threads("offgrid-audit-export", EXPORTS);

  Services(AuditDeployment deployment, AuditLog log, ServerSettings settings, Clock clock) {
    this.deployment = deployment;
    this.log = log;
    this.clock = clock;
    this.runs = new VerifyRuns(log, clock);
    this.liveHead = new LiveHead(log, System::nanoTime);
    sinkOperations = deployment.openSinks();
    SinkWatch sinks = new SinkWatch(sinkOperations, looks, System::nanoTime);
    StoreWatch store =
        new StoreWatch(deployment::check, deployment::usableBytes, looks, System::nanoTime);
    readiness = new Readiness(deployment, log, store, sinks, looks, System::nanoTime);
    telemetry = new Telemetry(log, runs, store, sinks, clock);
    runs.every(settings.verifyEvery());
  }

  private static ExecutorService threads(String name, int count) {
    return Executors.newFixedThreadPool(
        count,
        work -> {
          Thread made = new Thread(work, name);
          made.setDaemon(true);
          return made;
        });
  }

  Handler events() {
    return new EventsHandler(log, clock, SCAN_BYTES, pages);
  }

  Handler record() {
    return new RecordHandler(log, work);
  }

  Handler stats() {
    return new StatsHandler(log, runs, clock, scans);
  }

  Handler verify() {
    return new VerifyHandler(runs, streams, work);
  }

  Handler export() {
    return new ExportHandler(deployment, log, clock, exports);
  }

  Handler head() {
    return new HeadHandler(log);
  }

  Handler live() {
    return new LiveHandler(log, liveHead, streams, clock, STREAM_BEAT_MILLIS);
  }

  Handler sinks() {
    return new SinksHandler(sinkOperations);
  }

  Handler find() {
    return new FindHandler(log, scans);
  }

  Handler whoami() {
    return new WhoamiHandler(deployment.location());
  }

  Handler ready() {
    return new ReadyHandler(readiness);
  }

  Handler metrics() {
    return new MetricsHandler(telemetry);
  }

  Telemetry telemetry() {
    return telemetry;
  }

  Handler health() {
    return request -> JsonAnswer.object(request, json -> json.writeStringField("status", "ok"));
  }

  VerifyRuns verifyRuns() {
    return runs;
  }

  /** Ends the streams, which would not end by themselves. */
  void endStreams() {
    streams.close();
  }

  /** Ends what goes on; what is answered meanwhile breaks off. */
  @Override
  public void close() {
    streams.close();
    runs.close();
    telemetry.close();
    work.shutdown();
    pages.shutdown();
    scans.shutdown();
    exports.shutdownNow();
    looks.shutdown();
  }
}
