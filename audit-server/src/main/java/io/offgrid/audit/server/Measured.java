package io.offgrid.audit.server;

import jakarta.servlet.ServletRequest;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Measures requests, from their header to the end of their answer, by the routes they went to. */
final class Measured extends Handler.Wrapper {
  private static final String ROUTE = Measured.class.getName();
  private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "OPTIONS");
  private static final String OTHER = "other";

  private final Telemetry telemetry;

  Measured(Telemetry telemetry, Handler inside) {
    super(inside);
    this.telemetry = telemetry;
  }

  /**
   * Tells where a request went to; one that went nowhere counts as other.
   *
   * @param path of the route, one of a few
   */
  static void routed(ServletRequest request, String path) {
    request.setAttribute(ROUTE, path);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Request.addCompletionListener(request, failure -> measure(request, response));
    return super.handle(request, response, callback);
  }

  private void measure(Request request, Response response) {
    String route = request.getAttribute(ROUTE) instanceof String path ? path : OTHER;
    String method = METHODS.contains(request.getMethod()) ? request.getMethod() : OTHER;
    telemetry.answered(
        route, method, response.getStatus(), System.nanoTime() - request.getHeadersNanoTime());
  }
}
