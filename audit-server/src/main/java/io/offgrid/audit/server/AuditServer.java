package io.offgrid.audit.server;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.runtime.config.AuditDeployment;
import io.offgrid.audit.runtime.config.ServerSettings;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The HTTP API over a log, listening. Safe for use by any number of threads. */
public final class AuditServer implements AutoCloseable {
  private final Services services;
  private final List<Route> routes;
  private final AuthFailures failures;
  private final Listening listening;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable Presence presence;

  private AuditServer(
      AuditDeployment deployment,
      AuditLog log,
      ServerSettings settings,
      Limits limits,
      LongSupplier nanos) {
    services = new Services(deployment, log, settings, Clock.systemUTC());
    routes = Routes.of(services);
    failures = new AuthFailures(log, nanos);
    Access access = new Access(log, settings, failures, nanos);
    Gate gate = new Gate(access, failures, new Origins(settings));
    listening =
        new Listening(
            settings, limits, gate, new HttpApi(routes, access).servlet(), services.telemetry());
  }

  /**
   * Starts to listen, and records that.
   *
   * @param deployment whose exporters and sinks are served
   * @param log recorded to and read; the caller closes it after the server
   * @param settings where to listen, and who may do what
   * @throws AuditException if it cannot listen there
   */
  public static AuditServer start(
      AuditDeployment deployment, AuditLog log, ServerSettings settings) {
    AuditServer server = start(deployment, log, settings, Limits.of(settings), System::nanoTime);
    Presence presence = new Presence(log, settings);
    presence.begins(server.port());
    server.presence = presence;
    return server;
  }

  /**
   * Starts to listen.
   *
   * @param nanos as {@link System#nanoTime}, for what may be done so and so often
   */
  static AuditServer start(
      AuditDeployment deployment,
      AuditLog log,
      ServerSettings settings,
      Limits limits,
      LongSupplier nanos) {
    AuditServer server = new AuditServer(deployment, log, settings, limits, nanos);
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

  /** What was refused. */
  AuthFailures failures() {
    return failures;
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
    int port = port();
    services.endStreams();
    try {
      listening.stop();
    } finally {
      services.close();
      failures.tellSuppressed();
      Presence present = presence;
      if (present != null) {
        present.ends(port);
      }
    }
  }
}
