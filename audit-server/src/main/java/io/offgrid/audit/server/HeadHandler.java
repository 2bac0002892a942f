package io.offgrid.audit.server;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.offgrid.audit.AuditLogReader;
import java.nio.charset.StandardCharsets;

/** {@code GET /v1/audit/head}: the signed end of the log, to be kept elsewhere as an anchor. */
final class HeadHandler implements Handler {
  private final AuditLogReader log;

  HeadHandler(AuditLogReader log) {
    this.log = log;
  }

  @Override
  public void handle(Context request) {
    JsonAnswer.bytes(request, (log.head().json() + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
