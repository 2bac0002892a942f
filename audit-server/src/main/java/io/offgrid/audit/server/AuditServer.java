package io.offgrid.audit.server;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.runtime.config.AuditDeployment;
import io.offgrid.audit.runtime.config.ServerSettings;
import java.time.Clock;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The HTTP API over a log, listening. Safe for use by any number of threads. */
public final class AuditServer implements AutoCloseable {
  private final Server server;
  private final ServerConnector connector;
  private final Services services;
  private final List<Route> routes;

  private AuditServer(
      Server server, ServerConnector connector, Services services, List<Route> routes) {
    this.routes = routes;
    this.server = server;
    this.connector = connector;
    this.services = services;
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
    Services services = new Services(deployment, log, Clock.systemUTC());
    Server server = new Server();
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(settings.bind());
    connector.setPort(settings.port());
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    List<Route> routes = Routes.of(services);
    ServletHolder servlet = new ServletHolder(new HttpApi(routes).servlet());
    servlet.setAsyncSupported(true);
    context.addServlet(servlet, "/*");
    server.setHandler(context);
    AuditServer started = new AuditServer(server, connector, services, routes);
    try {
      server.start();
    } catch (Exception e) {
      started.close();
      throw new AuditException(
          "cannot listen on %s:%d: %s".formatted(settings.bind(), settings.port(), e.getMessage()),
          e);
    }
    return started;
  }

  /** What is answered. */
  List<Route> routes() {
    return routes;
  }

  /** The port it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Listens no more, and ends what is under way. Idempotent. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new AuditException("the server did not stop: " + e.getMessage(), e);
    } finally {
      services.close();
    }
  }
}
