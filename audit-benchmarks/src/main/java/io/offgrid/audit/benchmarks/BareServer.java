package io.offgrid.audit.benchmarks;

import io.javalin.Javalin;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The server library alone: reads what it gets, and answers always the same. */
final class BareServer implements AutoCloseable {
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  private BareServer(byte[] answer) {
    Javalin javalin =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.startupWatcherEnabled = false;
              config.http.compressionStrategy = io.javalin.compression.CompressionStrategy.NONE;
              config.routes.get("/", request -> request.result(answer));
              config.routes.post(
                  "/",
                  request -> {
                    if (request.bodyAsBytes().length == 0) {
                      throw new IllegalStateException("no body");
                    }
                    request.status(201).result(answer);
                  });
            });
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder(javalin.javalinServlet()), "/*");
    server.setHandler(context);
  }

  static BareServer answering(byte[] answer) {
    BareServer bare = new BareServer(answer);
    try {
      bare.server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return bare;
  }

  String url() {
    return "http://127.0.0.1:" + connector.getLocalPort() + "/";
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
