package io.offgrid.audit.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.LogMetrics;
import io.offgrid.audit.SinkCounts;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.runtime.SinkStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The figures that {@code GET /metrics} shows, by Micrometer. No name or label in them comes from
 * events or requests, so there are only so many. Safe for use by any number of threads.
 */
final class Telemetry implements AutoCloseable {
  private static final String NAME = "offgrid.audit.";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final AuditLog log;

  Telemetry(AuditLog log, VerifyRuns runs, StoreWatch store, SinkWatch sinks, Clock clock) {
    this.log = log;
    recording();
    room(store);
    verifying(runs, clock);
    sinks.names().forEach(name -> sink(name, sinks));
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** In the text format of Prometheus, version 0.0.4. */
  String scrape() {
    return registry.scrape();
  }

  /** One request was answered. */
  void answered(String route, String method, int status, long nanos) {
    Timer.builder("offgrid.http.requests")
        .description("Requests by route, method and status")
        .tag("route", route)
        .tag("method", method)
        .tag("status", Integer.toString(status))
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private void recording() {
    counter("records", "Records that were acknowledged", LogMetrics::records);
    FunctionCounter.builder(NAME + "written", log, l -> l.metrics().bytes())
        .description("What those records take in the log")
        .baseUnit("bytes")
        .register(registry);
    counter("batches", "Writes, each for all events that waited", m -> m.batches().count());
    counter("batch.events", "Events in those writes", m -> m.batches().events());
    gauge("batch.largest", "Events in the largest write", m -> m.batches().largest());
    FunctionTimer.builder(
            NAME + "force",
            log,
            l -> l.metrics().forces().count(),
            l -> seconds(l.metrics().forces().total()),
            TimeUnit.SECONDS)
        .description("How long the disk took to make records durable")
        .register(registry);
    time("force.longest", "The slowest of those", l -> seconds(l.metrics().forces().longest()));
    gauge("queue.events", "Events that wait to be recorded", m -> m.queue().waiting());
    gauge("queue.capacity", "Events that may wait", m -> m.queue().capacity());
    counter("dropped", "Events that were dropped, as fail_open lets the log", LogMetrics::dropped);
    counter("failed.writes", "Writes that failed", LogMetrics::failedWrites);
  }

  private void room(StoreWatch store) {
    Gauge.builder(NAME + "usable", store, Telemetry::usableBytes)
        .description("What can still be recorded, about; NaN when the store cannot tell")
        .baseUnit("bytes")
        .strongReference(true)
        .register(registry);
  }

  private static double usableBytes(StoreWatch store) {
    OptionalLong bytes =
        store.now().map(StoreWatch.Seen::usableBytes).orElseGet(OptionalLong::empty);
    return bytes.isPresent() ? bytes.getAsLong() : Double.NaN;
  }

  private void verifying(VerifyRuns runs, Clock clock) {
    verified(runs, "ok", "1 when the last verdict was ok, else 0", r -> ok(r) ? 1 : 0);
    verified(runs, "findings", "Findings of the last verification", r -> r.report().findingCount());
    verifiedTime(
        runs,
        "age",
        "How long ago the last verification began",
        r -> Duration.between(r.at(), clock.instant()));
    verifiedTime(runs, "duration", "How long it took", VerifyRuns.Result::took);
  }

  private static boolean ok(VerifyRuns.Result result) {
    return result.report().verdict() == Verdict.OK;
  }

  /** Not a number as long as there was none. */
  private static double last(VerifyRuns runs, ToDoubleFunction<VerifyRuns.Result> value) {
    return runs.last().map(result -> value.applyAsDouble(result)).orElse(Double.NaN);
  }

  private void verified(
      VerifyRuns runs, String name, String what, ToDoubleFunction<VerifyRuns.Result> value) {
    Gauge.builder(NAME + "verify." + name, runs, all -> last(all, value))
        .description(what)
        .strongReference(true)
        .register(registry);
  }

  private void verifiedTime(
      VerifyRuns runs, String name, String what, Function<VerifyRuns.Result, Duration> value) {
    TimeGauge.builder(
            NAME + "verify." + name,
            runs,
            TimeUnit.SECONDS,
            all -> last(all, result -> seconds(value.apply(result))))
        .description(what)
        .strongReference(true)
        .register(registry);
  }

  private void sink(String name, SinkWatch watch) {
    sinkGauge(name, watch, "behind.events", "Events that it has not got", SinkStatus::behindEvents);
    TimeGauge.builder(
            NAME + "sink.behind",
            watch,
            TimeUnit.SECONDS,
            all -> state(all, name, sink -> seconds(sink.behindTime())))
        .description("How old the oldest of them is")
        .tag("sink", name)
        .strongReference(true)
        .register(registry);
    for (String state : SinkStatus.STATES) {
      Gauge.builder(
              NAME + "sink.state",
              watch,
              all -> state(all, name, sink -> sink.state().equals(state) ? 1 : 0))
          .description("1 for the state that it is in, else 0")
          .tag("sink", name)
          .tag("state", state)
          .strongReference(true)
          .register(registry);
    }
    sinkGauge(name, watch, "parked", "Events that it rejected, and that wait", SinkStatus::parked);
    sinkCounter(name, "deliveries", "Batches handed to it", SinkCounts::deliveries);
    sinkCounter(name, "records", "Records in them, those sent again too", SinkCounts::records);
    sinkCounter(name, "failures", "Deliveries that failed", SinkCounts::failures);
  }

  private static double state(SinkWatch watch, String name, ToDoubleFunction<SinkStatus> value) {
    return watch.find(name).map(sink -> value.applyAsDouble(sink)).orElse(Double.NaN);
  }

  private void sinkGauge(
      String name, SinkWatch watch, String what, String text, ToDoubleFunction<SinkStatus> value) {
    Gauge.builder(NAME + "sink." + what, watch, all -> state(all, name, value))
        .description(text)
        .tag("sink", name)
        .strongReference(true)
        .register(registry);
  }

  private void sinkCounter(
      String name, String what, String text, ToDoubleFunction<SinkCounts> value) {
    FunctionCounter.builder(
            NAME + "sink." + what,
            log,
            l ->
                l.metrics().sinks().stream()
                    .filter(sink -> sink.name().equals(name))
                    .mapToDouble(value)
                    .sum())
        .description(text)
        .tag("sink", name)
        .register(registry);
  }

  private void counter(String name, String what, ToDoubleFunction<LogMetrics> value) {
    FunctionCounter.builder(NAME + name, log, l -> value.applyAsDouble(l.metrics()))
        .description(what)
        .register(registry);
  }

  private void gauge(String name, String what, ToDoubleFunction<LogMetrics> value) {
    Gauge.builder(NAME + name, log, l -> value.applyAsDouble(l.metrics()))
        .description(what)
        .register(registry);
  }

  private void time(String name, String what, ToDoubleFunction<AuditLog> seconds) {
    TimeGauge.builder(NAME + name, log, TimeUnit.SECONDS, seconds)
        .description(what)
        .register(registry);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
