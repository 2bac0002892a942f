package io.offgrid.audit.server;

import io.javalin.http.Context;
import io.offgrid.audit.AuditException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why a request is not done, as its sender is told: RFC 9457. */
final class Problem extends RuntimeException {
  static final String TYPE = "application/problem+json";

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(Problem.class);

  private final int status;
  private final @Nullable String parameter;
  private final transient Map<String, String> headers = new LinkedHashMap<>();

  private Problem(int status, String detail, @Nullable String parameter) {
    super(detail, null, false, false);
    this.status = status;
    this.parameter = parameter;
  }

  /**
   * A problem.
   *
   * @param detail what, where, and what to do
   */
  static Problem of(int status, String detail) {
    return new Problem(status, detail, null);
  }

  /** A parameter of the query that cannot be, 400. */
  static Problem parameter(String name, String detail) {
    return new Problem(400, detail, name);
  }

  /** With a header that goes with the status: {@code Retry-After}, {@code Allow}. */
  Problem with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  /** What the sender may know of any error; the rest goes to the application's log. */
  static Problem from(Throwable error) {
    Throwable cause = error;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof Problem problem) {
      return problem;
    }
    if (cause instanceof AuditException) {
      return of(503, String.valueOf(cause.getMessage()));
    }
    if (!isGone(cause)) {
      LOG.error("A request failed", cause);
    }
    return of(500, "an error of the server; its log tells more");
  }

  /** Whether it is only that nobody takes the answer. */
  private static boolean isGone(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof QuietException || cause instanceof ClosedChannelException) {
        return true;
      }
    }
    return false;
  }

  int status() {
    return status;
  }

  /** What, where, and what to do. */
  String detail() {
    return String.valueOf(getMessage());
  }

  /** On one line. */
  String line() {
    return JsonAnswer.objectLine(
        json -> {
          json.writeStringField("type", "about:blank");
          json.writeStringField("title", HttpStatus.getMessage(status));
          json.writeNumberField("status", status);
          json.writeStringField("detail", getMessage());
          if (parameter != null) {
            json.writeStringField("parameter", parameter);
          }
        });
  }

  /** Answers with it. */
  void answer(Context request) {
    headers.forEach(request::header);
    request
        .status(status)
        .contentType(TYPE)
        .result((line() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Answers with it, outside of the servlet. */
  void answer(Response response, Callback callback) {
    HttpFields.Mutable fields = response.getHeaders();
    headers.forEach(fields::put);
    fields.put(HttpHeader.CONTENT_TYPE, TYPE);
    response.setStatus(status);
    response.write(
        true, ByteBuffer.wrap((line() + "\n").getBytes(StandardCharsets.UTF_8)), callback);
  }
}
