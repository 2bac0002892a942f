package io.offgrid.audit.server;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.runtime.config.AuditDeployment;
import io.offgrid.audit.spi.Exporter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/audit/export}: all chosen events in a format, oldest first, however many. It is
 * written as the reader takes it; a reader that goes away ends it. What fails in the middle breaks
 * the connection off, so that nobody takes a part for the whole.
 */
final class ExportHandler implements Handler {
  static final List<String> PARAMETERS = Parameters.join(QueryParameters.NAMES, "format");

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final AuditDeployment deployment;
  private final AuditLogReader log;
  private final Clock clock;
  private final Executor threads;

  /**
   * @param threads of which each export takes one for as long as it lasts
   */
  ExportHandler(AuditDeployment deployment, AuditLogReader log, Clock clock, Executor threads) {
    this.deployment = deployment;
    this.log = log;
    this.clock = clock;
    this.threads = threads;
  }

  @Override
  public void handle(Context request) {
    Exporter exporter = exporter(request.queryParam("format"));
    AuditQuery query = QueryParameters.of(request, clock).build();
    String file = "audit-" + NAME.format(clock.instant()) + "." + exporter.fileExtension();
    request.future(
        () -> CompletableFuture.runAsync(() -> export(request, exporter, query, file), threads));
  }

  private Exporter exporter(@Nullable String format) {
    if (format == null || !deployment.exporterTypes().contains(format)) {
      String given = format == null ? "is missing" : "'" + Shown.text(format) + "' is not known";
      throw Problem.parameter(
          "format",
          "format: " + given + "; there are " + String.join(", ", deployment.exporterTypes()));
    }
    return deployment.exporter(format);
  }

  private void export(Context request, Exporter exporter, AuditQuery query, String file) {
    try (RecordCursor records = log.query(query)) {
      PacedAnswers.stream(request.req());
      request.res().setContentType(exporter.mediaType());
      request.res().setCharacterEncoding("utf-8");
      request.res().setHeader("Content-Disposition", "attachment; filename=\"" + file + "\"");
      OutputStream out = new BufferedOutputStream(request.res().getOutputStream(), 1 << 16);
      exporter.export(records, out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
