package io.offgrid.audit.server;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Locale;

/**
 * What is answered to one kind of request.
 *
 * @param path with <code>{id}</code> for what differs
 * @param right what a token must be allowed
 * @param parameters names that its query may have
 */
record Route(
    HandlerType method, String path, Right right, List<String> parameters, Handler handler) {

  /** What a token may do. */
  enum Right {
    /** Needs no token. */
    NONE,
    RECORD,
    READ,
    EXPORT;

    /** As it stands in the configuration. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Route {
    parameters = List.copyOf(parameters);
  }

  static Route get(String path, Right right, List<String> parameters, Handler handler) {
    return new Route(HandlerType.GET, path, right, parameters, handler);
  }

  /** How messages call it: {@code GET /v1/audit}. */
  String title() {
    return method.name() + " " + path;
  }
}
