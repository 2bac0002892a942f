package io.offgrid.audit.server;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.nio.charset.StandardCharsets;

/** {@code GET /metrics}: figures for Prometheus. */
final class MetricsHandler implements Handler {
  static final String PATH = "/metrics";
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Telemetry telemetry;

  MetricsHandler(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  @Override
  public void handle(Context request) {
    request.contentType(TYPE).result(telemetry.scrape().getBytes(StandardCharsets.UTF_8));
  }
}
