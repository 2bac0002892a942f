package io.offgrid.audit.server;

import io.javalin.http.HandlerType;
import io.offgrid.audit.server.Route.Right;
import java.util.List;

/** The table of all requests that are answered, but for the page. */
final class Routes {
  private Routes() {}

  /** The more special ones first. */
  static List<Route> of(Services services) {
    return List.of(
        Route.get("/v1/audit", Right.READ, EventsHandler.PARAMETERS, services.events()),
        new Route(HandlerType.POST, "/v1/audit", Right.RECORD, List.of(), services.record()),
        Route.get("/v1/audit/stats", Right.READ, StatsHandler.PARAMETERS, services.stats()),
        Route.get("/v1/audit/verify", Right.READ, VerifyHandler.PARAMETERS, services.verify()),
        Route.get("/v1/audit/export", Right.EXPORT, ExportHandler.PARAMETERS, services.export()),
        Route.get("/v1/audit/head", Right.READ, List.of(), services.head()),
        Route.get("/v1/audit/stream", Right.READ, LiveHandler.PARAMETERS, services.live()),
        Route.get("/v1/audit/sinks", Right.READ, List.of(), services.sinks()),
        Route.get("/v1/audit/{id}", Right.READ, List.of(), services.find()),
        Route.get("/healthz", Right.NONE, List.of(), services.health()));
  }
}
