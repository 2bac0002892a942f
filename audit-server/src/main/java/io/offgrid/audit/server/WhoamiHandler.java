package io.offgrid.audit.server;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.offgrid.audit.runtime.config.AccessRight;
import java.util.List;

/** {@code GET /v1/audit/whoami}: what the caller may do, and which log this is. */
final class WhoamiHandler implements Handler {
  static final String PATH = "/v1/audit/whoami";

  private final String location;

  /**
   * @param location where the log is
   */
  WhoamiHandler(String location) {
    this.location = location;
  }

  @Override
  public void handle(Context request) {
    Caller caller = Caller.of(request);
    List<AccessRight> rights = caller.rights().stream().sorted().toList();
    JsonAnswer.object(
        request,
        json -> {
          json.writeStringField("token", caller.token());
          json.writeArrayFieldStart("may");
          for (AccessRight right : rights) {
            json.writeString(right.word());
          }
          json.writeEndArray();
          json.writeStringField("version", version());
          json.writeStringField("location", location);
        });
  }

  private static String version() {
    String version = WhoamiHandler.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
