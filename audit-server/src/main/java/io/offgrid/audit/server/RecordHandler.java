package io.offgrid.audit.server;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.InvalidEventException;
import io.offgrid.audit.Receipt;
import io.offgrid.audit.RecordResult;
import io.offgrid.audit.RecordingException;
import io.offgrid.audit.runtime.json.ReceiptJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/audit}: records events, and answers once they are as durable as configured. */
final class RecordHandler implements Handler {
  private final AuditLog log;
  private final Executor work;

  /**
   * @param work answers, since the log's own thread must not
   */
  RecordHandler(AuditLog log, Executor work) {
    this.log = log;
    this.work = work;
  }

  @Override
  public void handle(Context request) {
    EventBody body = EventBody.of(request.contentType(), request.bodyAsBytes());
    request.future(
        () ->
            log.recordAllJson(body.events())
                .handleAsync(
                    (results, error) -> {
                      answer(request, body, results, error);
                      return null;
                    },
                    work));
  }

  private static void answer(
      Context request,
      EventBody body,
      @Nullable List<RecordResult> results,
      @Nullable Throwable error) {
    Throwable cause =
        error instanceof CompletionException e && e.getCause() != null ? e.getCause() : error;
    if (cause instanceof InvalidEventException invalid) {
      throw body.problem(invalid);
    }
    if (cause instanceof RecordingException failed) {
      throw failed(failed);
    }
    if (results == null) {
      throw new CompletionException(cause);
    }
    List<Receipt> receipts = receipts(results);
    if (receipts.size() == 1) {
      request.header("Location", "/v1/audit/" + receipts.get(0).id());
    }
    JsonAnswer.object(request.status(201), json -> write(json, receipts));
  }

  private static Problem failed(RecordingException failed) {
    int recorded = failed.recorded().size();
    return Problem.of(
        503,
        "not recorded: %s%s"
            .formatted(
                failed.getMessage(),
                recorded == 0
                    ? ""
                    : "; but the first %d events are, up to seq %d"
                        .formatted(recorded, failed.recorded().get(recorded - 1).seq())));
  }

  private static List<Receipt> receipts(List<RecordResult> results) {
    List<Receipt> receipts = new ArrayList<>();
    for (RecordResult result : results) {
      if (result instanceof RecordResult.Recorded recorded) {
        receipts.add(recorded.receipt());
      } else if (result instanceof RecordResult.Dropped dropped) {
        throw Problem.of(503, "dropped, as audit.fail_open lets it: " + dropped.reason());
      } else {
        throw Problem.of(503, "recording is disabled (audit.enabled: false)");
      }
    }
    return receipts;
  }

  private static void write(JsonGenerator json, List<Receipt> receipts) throws IOException {
    json.writeArrayFieldStart("receipts");
    for (Receipt receipt : receipts) {
      json.writeStartObject();
      ReceiptJson.write(json, receipt);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
