package io.offgrid.audit.server;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import jakarta.servlet.Servlet;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** The servlet that answers: each request goes to its route, or is told why not. */
final class HttpApi {
  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private final List<Route> routes;
  private final Access access;

  HttpApi(List<Route> routes, Access access) {
    this.routes = List.copyOf(routes);
    this.access = access;
  }

  Servlet servlet() {
    return Javalin.create(this::configure).javalinServlet();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.http.defaultContentType = "text/plain";
    config.http.maxRequestSize = Long.MAX_VALUE; // bodies are limited before they get here
    config.http.compressionStrategy = io.javalin.compression.CompressionStrategy.NONE;
    config.routes.before(HttpApi::requireWholeEscapes);
    routes.forEach(route -> serve(config, route));
    PageHandler files = new PageHandler();
    Handler page =
        request -> {
          Measured.routed(request.req(), "/page");
          files.handle(request);
        };
    for (HandlerType method : List.of(HandlerType.GET, HandlerType.HEAD)) {
      config.routes.addHttpHandler(method, "/", page);
      config.routes.addHttpHandler(method, "/page/<file>", page);
    }
    config.routes.exception(Exception.class, HttpApi::failed);
    config.routes.error(404, this::notFound);
  }

  /** Jetty lets them pass behind a semicolon, and decoding them fails where nobody can say why. */
  private static void requireWholeEscapes(Context request) {
    if (BROKEN_ESCAPE.matcher(request.path()).find()) {
      throw Problem.of(400, "a % in the path is not followed by two hex digits");
    }
  }

  /** A part of an answer must not be taken for the whole: where one is out, there is no more. */
  private static void failed(Exception error, Context request) {
    Problem problem = Problem.from(error);
    if (request.res().isCommitted()) {
      ServletContextRequest.getServletContextRequest(request.req())
          .getConnectionMetaData()
          .getConnection()
          .getEndPoint()
          .close(error);
    } else {
      problem.answer(request);
    }
  }

  private void serve(JavalinConfig config, Route route) {
    config.routes.addHttpHandler(
        route.method(),
        route.path(),
        request -> {
          Measured.routed(request.req(), route.path());
          access.enter(request, route);
          route.handler().handle(request);
        });
    if (route.method().equals(HandlerType.GET)) { // else Javalin would answer 200 to it
      config.routes.addHttpHandler(HandlerType.HEAD, route.path(), this::notFound);
    }
  }

  /** Another method of a known path is told so; whatever else is told what there is. */
  private void notFound(Context request) {
    if (Problem.TYPE.equals(request.res().getContentType())) {
      return;
    }
    String allowed = methods(request.path());
    if (allowed.isEmpty()) {
      Problem.of(
              404,
              "there is no %s here; there are %s"
                  .formatted(
                      Shown.text(request.path()),
                      String.join(", ", new TreeSet<>(routes.stream().map(Route::path).toList()))))
          .answer(request);
      return;
    }
    Problem.of(
            405,
            "%s does not take %s; it takes %s"
                .formatted(Shown.text(request.path()), request.method().name(), allowed))
        .with("Allow", allowed)
        .answer(request);
  }

  private String methods(String path) {
    if (AnswerHeaders.isOfThePage(path)) {
      return "GET, HEAD";
    }
    TreeSet<String> methods = new TreeSet<>();
    for (Route route : routes) {
      if (path.matches(route.path().replaceAll("\\{[^}]*}", "[^/]+"))) {
        methods.add(route.method().name());
      }
    }
    return String.join(", ", methods);
  }
}
