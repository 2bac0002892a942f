package io.offgrid.audit.server;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.Finding;
import io.offgrid.audit.FoundRecord;
import io.offgrid.audit.runtime.json.VerdictJson;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** {@code GET /v1/audit/{id}}: one event, whether it is authentic, and its neighbours' ids. */
final class FindHandler implements Handler {
  private final AuditLogReader log;
  private final Executor scans;

  /**
   * @param scans looks, since an event that is not there is looked for in the whole log
   */
  FindHandler(AuditLogReader log, Executor scans) {
    this.log = log;
    this.scans = scans;
  }

  @Override
  public void handle(Context request) {
    String id = request.pathParam("id");
    request.future(() -> CompletableFuture.runAsync(() -> answer(request, id), scans));
  }

  private void answer(Context request, String id) {
    FoundRecord found =
        log.find(id)
            .orElseThrow(
                () ->
                    Problem.of(
                        404,
                        "there is no event '%s' in this log; ids look like evt_01HM5ZQ0000000000000000001"
                            .formatted(Shown.text(id))));
    JsonAnswer.object(request, json -> write(json, found));
  }

  private static void write(JsonGenerator json, FoundRecord found) throws IOException {
    json.writeFieldName("event");
    json.writeRawValue(found.record().json());
    json.writeObjectFieldStart("verification");
    json.writeStringField("status", found.verdict().word());
    json.writeArrayFieldStart("checked");
    for (FoundRecord.Check check : found.checked()) {
      json.writeString(check.word());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("findings");
    for (Finding finding : found.findings()) {
      VerdictJson.writeFinding(json, finding);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeStringField("previous_id", found.previousId());
    json.writeStringField("next_id", found.nextId());
  }
}
