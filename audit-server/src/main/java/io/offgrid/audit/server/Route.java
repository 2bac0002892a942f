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
 * @param recordedAs the type of the event that tells who asked; null where no events are shown
 */
record Route(
    HandlerType method,
    String path,
    @Nullable AccessRight right,
    List<String> parameters,
    @Nullable String recordedAs,
    Handler handler) {

  Route {
    parameters = List.copyOf(parameters);
  }

  /** A route that shows no events. */
  Route(
      HandlerType method,
      String path,
      @Nullable AccessRight right,
      List<String> parameters,
      Handler handler) {
    this(method, path, right, parameters, null, handler);
  }

  static Route get(
      String path, @Nullable AccessRight right, List<String> parameters, Handler handler) {
    return new Route(HandlerType.GET, path, right, parameters, handler);
  }

  /** The same, for a route that shows events, or what is in them. */
  Route recordedAs(String type) {
    return new Route(method, path, right, parameters, type, handler);
  }

  /** How messages call it: {@code GET /v1/audit}. */
  String title() {
    return method.name() + " " + path;
  }
}
