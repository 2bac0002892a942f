package io.offgrid.audit.server;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.runtime.config.AuditDeployment;
import io.offgrid.audit.runtime.config.ServerSettings;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** The HTTP API over a log, listening. Safe for use by any number of threads. */
public final class AuditServer implements AutoCloseable {
  private final Services services;
  private final List<Route> routes;
  private final AuthFailures failures;
  private final Listening listening;
  private final AtomicBoolean closed = new AtomicBoolean();

  private AuditServer(
      AuditDeployment deployment, AuditLog log, ServerSettings settings, Limits limits) {
    services = new Services(deployment, log, settings, Clock.systemUTC());
    routes = Routes.of(services);
    failures = new AuthFailures(log, System::nanoTime);
    Access access = new Access(log, settings, failures, System::nanoTime);
    Gate gate = new Gate(access, failures, new Origins(settings));
    listening =
        new Listening(
            settings, limits, gate, new HttpApi(routes, access).servlet(), services.telemetry());
  }

  /**
   * Starts to listen.
   *
   * @param deployment whose exporters and sinks are served
   * @param log recorded to and read; the caller closes it after the server
   * @param settings where to listen, and who may do what
   * @throws AuditException if it cannot listen there
   */
  public static AuditServer start(
      AuditDeployment deployment, AuditLog log, ServerSettings settings) {
    return start(deployment, log, settings, Limits.of(settings));
  }

  /** As {@link #start(AuditDeployment, AuditLog, ServerSettings)}, with other limits. */
  static AuditServer start(
      AuditDeployment deployment, AuditLog log, ServerSettings settings, Limits limits) {
    AuditServer server = new AuditServer(deployment, log, settings, limits);
    try {
      server.listening.start(server.failures::tellSuppressed);
    } catch (AuditException e) {
      server.services.close();
      throw e;
    }
    return server;
  }

  /** What is answered. */
  List<Route> routes() {
    return routes;
  }

  /** The clients that are there. */
  Clients clients() {
    return listening.clients();
  }

  /** The port it listens on. */
  public int port() {
    return listening.port();
  }

  /** Listens no more, and returns when the requests under way are answered. Idempotent. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    services.endStreams();
    try {
      listening.stop();
    } finally {
      services.close();
      failures.tellSuppressed();
    }
  }
}
