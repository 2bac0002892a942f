package io.offgrid.audit.server;

import io.javalin.http.HandlerType;
import io.offgrid.audit.EventTypes;
import io.offgrid.audit.runtime.config.AccessRight;
import java.util.List;

/** The table of all requests that are answered, but for the page. */
final class Routes {
  private Routes() {}

  /** The more special ones first. */
  static List<Route> of(Services services) {
    return List.of(
        Route.get("/v1/audit", AccessRight.READ, EventsHandler.PARAMETERS, services.events())
            .recordedAs(EventTypes.AUDIT_READ),
        new Route(HandlerType.POST, "/v1/audit", AccessRight.RECORD, List.of(), services.record()),
        Route.get("/v1/audit/stats", AccessRight.READ, StatsHandler.PARAMETERS, services.stats())
            .recordedAs(EventTypes.AUDIT_READ),
        Route.get(
            "/v1/audit/verify", AccessRight.READ, VerifyHandler.PARAMETERS, services.verify()),
        Route.get(
                "/v1/audit/export", AccessRight.EXPORT, ExportHandler.PARAMETERS, services.export())
            .recordedAs(EventTypes.AUDIT_EXPORT),
        Route.get("/v1/audit/head", AccessRight.READ, List.of(), services.head()),
        Route.get("/v1/audit/stream", AccessRight.READ, LiveHandler.PARAMETERS, services.live())
            .recordedAs(EventTypes.AUDIT_READ),
        Route.get("/v1/audit/sinks", AccessRight.READ, List.of(), services.sinks()),
        Route.get(WhoamiHandler.PATH, null, List.of(), services.whoami()),
        Route.get("/v1/audit/{id}", AccessRight.READ, List.of(), services.find())
            .recordedAs(EventTypes.AUDIT_READ),
        Route.get("/openapi.json", null, List.of(), new DescriptionHandler()),
        Route.get("/readyz", null, List.of(), services.ready()),
        Route.get(MetricsHandler.PATH, AccessRight.READ, List.of(), services.metrics()),
        Route.get("/healthz", null, List.of(), services.health()));
  }
}
