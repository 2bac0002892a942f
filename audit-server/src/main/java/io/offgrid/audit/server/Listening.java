package io.offgrid.audit.server;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.runtime.config.ServerSettings;
import io.offgrid.audit.runtime.config.ServerTlsSettings;
import io.offgrid.audit.spi.TlsFiles;
import jakarta.servlet.Servlet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The socket, and what a request passes on its way to the servlet: {@link PacedAnswers}, the {@link
 * Gate}, {@link WholeRequests}.
 */
final class Listening {
  private static final int THREADS = 32;
  private static final long CHECK_MILLIS = 250;
  private static final long TELL_MILLIS = 10_000;
  private static final long IDLE_BYTES = 8 << 20;

  private final ServerSettings settings;
  private final Limits limits;
  private final Clients clients;
  private final Server server;
  private final ServerConnector connector;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "offgrid-audit-watch");
            made.setDaemon(true);
            return made;
          });

  Listening(
      ServerSettings settings, Limits limits, Gate gate, Servlet servlet, Telemetry telemetry) {
    this.settings = settings;
    this.limits = limits;
    clients = new Clients(limits, System::nanoTime);
    server = new Server(threads(), null, buffers());
    connector = new ServerConnector(server, 1, 1, factories());
    connector.setHost(settings.bind());
    connector.setPort(settings.port());
    connector.setAcceptQueueSize(limits.connections());
    connector.setIdleTimeout(0); // as clients.check() tells who waits for whom
    server.addConnector(connector);
    gate.setHandler(new WholeRequests(clients, limits, api(servlet)));
    server.setHandler(
        new GracefulHandler(new Measured(telemetry, new PacedAnswers(clients, gate))));
    server.setErrorHandler(new ErrorAnswers());
    server.setStopTimeout(limits.stop().toMillis());
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
    threads.setName("offgrid-audit-http");
    threads.setDaemon(true);
    return threads;
  }

  /** Keeps less than Jetty would, which takes a quarter of the heap for those not in use. */
  private static ByteBufferPool buffers() {
    return new ArrayByteBufferPool(-1, -1, -1, -1, IDLE_BYTES, IDLE_BYTES);
  }

  private ConnectionFactory[] factories() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(limits.headerBytes());
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    plain.addBean(clients);
    if (settings.tls().isEmpty()) {
      return new ConnectionFactory[] {plain};
    }
    ServerTlsSettings files = settings.tls().get();
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setSslContext(TlsFiles.ofServer(files.certFile(), files.keyFile()).context());
    return new ConnectionFactory[] {new SslConnectionFactory(tls, plain.getProtocol()), plain};
  }

  private static Handler api(Servlet servlet) {
    ServletContextHandler context = new ServletContextHandler();
    ServletHolder holder = new ServletHolder(servlet);
    holder.setAsyncSupported(true);
    context.addServlet(holder, "/*");
    return context;
  }

  /**
   * Begins.
   *
   * @param nowAndThen run while it listens
   * @throws AuditException if it cannot listen there
   */
  void start(Runnable nowAndThen) {
    try {
      server.start();
    } catch (Exception e) {
      stop();
      throw new AuditException(
          "cannot listen on %s:%d: %s".formatted(settings.bind(), settings.port(), reason(e)), e);
    }
    repeat(clients::check, CHECK_MILLIS);
    repeat(nowAndThen, TELL_MILLIS);
  }

  private void repeat(Runnable work, long millis) {
    Object unused = watch.scheduleWithFixedDelay(work, millis, millis, TimeUnit.MILLISECONDS);
  }

  private static String reason(Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  int port() {
    return connector.getLocalPort();
  }

  Clients clients() {
    return clients;
  }

  /** Takes no more requests, and returns when those under way are answered, or too slow. */
  void stop() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new AuditException("the server did not stop in order: " + e.getMessage(), e);
    } finally {
      watch.shutdown();
    }
  }
}
