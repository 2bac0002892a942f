package io.offgrid.audit.server;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.offgrid.audit.runtime.config.AccessRight;
import java.io.IOException;
import java.util.List;

/**
 * {@code GET /readyz}: whether the server can record. What exactly is wrong, only those are told
 * who may read.
 */
final class ReadyHandler implements Handler {
  private final Readiness readiness;

  ReadyHandler(Readiness readiness) {
    this.readiness = readiness;
  }

  @Override
  public void handle(Context request) {
    List<Readiness.Check> checks = readiness.checks();
    boolean ready = checks.stream().allMatch(Readiness.Check::ok);
    boolean detailed = Caller.of(request).may(AccessRight.READ);
    JsonAnswer.object(
        request.status(ready ? 200 : 503), json -> write(json, ready, checks, detailed));
  }

  private static void write(
      JsonGenerator json, boolean ready, List<Readiness.Check> checks, boolean detailed)
      throws IOException {
    json.writeStringField("status", ready ? "ready" : "not_ready");
    json.writeArrayFieldStart("checks");
    for (Readiness.Check check : checks) {
      json.writeStartObject();
      json.writeStringField("name", check.name());
      json.writeBooleanField("ok", check.ok());
      if (detailed) {
        json.writeStringField("detail", check.detail());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
