package io.offgrid.audit.server;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.offgrid.audit.runtime.SinkOperations;
import io.offgrid.audit.runtime.SinkStatus;
import io.offgrid.audit.runtime.json.SinksJson;
import java.util.List;

/** {@code GET /v1/audit/sinks}: where events are forwarded to, and how that goes. */
final class SinksHandler implements Handler {
  private final SinkOperations sinks;

  SinksHandler(SinkOperations sinks) {
    this.sinks = sinks;
  }

  @Override
  public void handle(Context request) {
    List<SinkStatus> all = sinks.status();
    JsonAnswer.array(request, json -> SinksJson.write(json, all));
  }
}
