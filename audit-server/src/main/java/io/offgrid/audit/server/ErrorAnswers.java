package io.offgrid.audit.server;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is answered to that which is not HTTP enough to get to a handler, and to what failed there.
 */
final class ErrorAnswers implements Request.Handler {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    AnswerHeaders.put("", response.getHeaders());
    int status = response.getStatus();
    Problem.of(status, detail(request, status)).answer(response, callback);
    return true;
  }

  private static String detail(Request request, int status) {
    Object cause = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
    if (status < 500 && cause instanceof HttpException http) {
      String reason = http.getReason();
      return reason == null ? HttpStatus.getMessage(status) : Shown.text(reason);
    }
    if (status >= 500 && cause instanceof Throwable error && !(error instanceof HttpException)) {
      LOG.error("A request failed", error);
      return "an error of the server; its log tells more";
    }
    return HttpStatus.getMessage(status);
  }
}
