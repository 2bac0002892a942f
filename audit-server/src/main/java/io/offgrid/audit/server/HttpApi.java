package io.offgrid.audit.server;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import jakarta.servlet.Servlet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The servlet that answers: each request goes to its route, or is told why not. Every answer has
 * the headers that keep a browser from doing with it what it is not for.
 */
final class HttpApi {
  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final String API_POLICY = "default-src 'none'; frame-ancestors 'none'";
  private static final Map<String, String> HEADERS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "X-Frame-Options", "DENY",
          "Cross-Origin-Resource-Policy", "same-origin");

  private final List<Route> routes;

  HttpApi(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  Servlet servlet() {
    return Javalin.create(this::configure).javalinServlet();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.http.defaultContentType = "text/plain";
    config.http.compressionStrategy = io.javalin.compression.CompressionStrategy.NONE;
    config.routes.before(HttpApi::protect);
    for (Route route : routes) {
      config.routes.addHttpHandler(
          route.method(),
          route.path(),
          request -> {
            Parameters.check(request, route);
            route.handler().handle(request);
          });
    }
    PageHandler page = new PageHandler();
    for (HandlerType method : List.of(HandlerType.GET, HandlerType.HEAD)) {
      config.routes.addHttpHandler(method, "/", page);
      config.routes.addHttpHandler(method, "/page/<file>", page);
    }
    config.routes.exception(
        Exception.class, (error, request) -> Problem.from(error).answer(request));
    config.routes.error(404, this::notFound);
  }

  private static void protect(Context request) {
    HEADERS.forEach(request::header);
    boolean page = request.path().equals("/") || request.path().startsWith("/page/");
    request.header("Content-Security-Policy", page ? PAGE_POLICY : API_POLICY);
    request.header("Cache-Control", page ? "no-cache" : "no-store");
  }

  /** Another method of a known path is told so; whatever else is told what there is. */
  private void notFound(Context request) {
    if (Problem.TYPE.equals(request.res().getContentType())) {
      return;
    }
    Map<String, TreeSet<String>> methods = new TreeMap<>();
    routes.forEach(
        route ->
            methods
                .computeIfAbsent(route.path(), path -> new TreeSet<>())
                .add(route.method().name()));
    TreeSet<String> allowed = methods.get(request.path());
    if (allowed != null) {
      Problem.of(
              405,
              "%s does not take %s; it takes %s"
                  .formatted(request.path(), request.method().name(), String.join(", ", allowed)))
          .with("Allow", String.join(", ", allowed))
          .answer(request);
      return;
    }
    Problem.of(
            404,
            "there is no %s here; there are %s"
                .formatted(
                    Shown.text(request.path()),
                    methods.keySet().stream().collect(Collectors.joining(", "))))
        .answer(request);
  }
}
