package io.offgrid.audit.server;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.offgrid.audit.Finding;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.runtime.json.JsonMembers;
import io.offgrid.audit.runtime.json.VerdictJson;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@code GET /v1/audit/verify}: whether everything is there and as it was written. As server-sent
 * events it tells how far it is until it is done.
 */
final class VerifyHandler implements Handler {
  static final List<String> PARAMETERS = List.of("max_age");

  private static final long TELL_MILLIS = 200;

  private final VerifyRuns runs;
  private final EventStreams streams;
  private final Executor work;

  VerifyHandler(VerifyRuns runs, EventStreams streams, Executor work) {
    this.runs = runs;
    this.streams = streams;
    this.work = work;
  }

  @Override
  public void handle(Context request) {
    Duration age = Parameters.duration(request, "max_age", Duration.ZERO);
    VerifyRuns.Run run = runs.atMost(age);
    if (EventStreams.isWanted(request)) {
      streams.open(request, stream -> follow(run, stream));
    } else {
      request.future(
          () ->
              run.result()
                  .thenAcceptAsync(
                      result -> JsonAnswer.object(request, json -> write(json, result)), work));
    }
  }

  private static void follow(VerifyRuns.Run run, EventStreams.Stream stream)
      throws IOException, InterruptedException {
    stream.send("progress", null, JsonAnswer.objectLine(json -> write(json, run.progress())));
    while (true) {
      try {
        VerifyRuns.Result result = run.result().get(TELL_MILLIS, TimeUnit.MILLISECONDS);
        stream.send("verdict", null, JsonAnswer.objectLine(json -> write(json, result)));
        return;
      } catch (TimeoutException e) {
        stream.send("progress", null, JsonAnswer.objectLine(json -> write(json, run.progress())));
      } catch (ExecutionException e) {
        stream.send("problem", null, Problem.from(e).line());
        return;
      }
    }
  }

  private static void write(JsonGenerator json, VerifyRequest.Progress progress)
      throws IOException {
    json.writeNumberField("bytes", progress.bytes());
    json.writeNumberField("total_bytes", progress.totalBytes());
    json.writeNumberField("events", progress.events());
    json.writeNumberField("findings", progress.findings());
  }

  private static void write(JsonGenerator json, VerifyRuns.Result result) throws IOException {
    json.writeStringField("status", result.report().verdict().word());
    json.writeArrayFieldStart("findings");
    for (Finding finding : result.report().findings()) {
      VerdictJson.writeFinding(json, finding);
    }
    json.writeEndArray();
    VerdictJson.writeVerdict(json, result.report());
    JsonMembers.time(json, "verified_at", result.at());
    json.writeNumberField("seconds", result.took().toMillis() / 1000.0);
  }
}
