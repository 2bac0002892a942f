package io.offgrid.audit.server;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.offgrid.audit.runtime.config.AccessRight;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is answered to one kind of request.
 *
 * @param path with <code>{id}</code> for what differs
 * @param right what a token must be good for; null where none is needed
 * @param parameters names that its query may have
 */
record Route(
    HandlerType method,
    String path,
    @Nullable AccessRight right,
    List<String> parameters,
    Handler handler) {

  Route {
    parameters = List.copyOf(parameters);
  }

  static Route get(
      String path, @Nullable AccessRight right, List<String> parameters, Handler handler) {
    return new Route(HandlerType.GET, path, right, parameters, handler);
  }

  /** How messages call it: {@code GET /v1/audit}. */
  String title() {
    return method.name() + " " + path;
  }
}
