package io.offgrid.audit.cli;

import io.offgrid.audit.AuditLog;
import io.offgrid.audit.cli.text.Visible;
import io.offgrid.audit.runtime.VerifyOnStart;
import io.offgrid.audit.runtime.config.AccessRight;
import io.offgrid.audit.runtime.config.AuditConfig;
import io.offgrid.audit.runtime.config.AuditDeployment;
import io.offgrid.audit.runtime.config.ServerSettings;
import io.offgrid.audit.runtime.config.TokenSettings;
import io.offgrid.audit.server.AuditServer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * A server over the configured log, from its start to its end in good order: first the server, so
 * that nobody records any more, then the log. The one class here that knows the server's.
 */
final class Serving implements AutoCloseable {
  private final Console console;
  private final ServerSettings settings;
  private final AuditDeployment deployment;
  private final AuditLog log;
  private final AuditServer server;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Serving(AuditConfig config, ServerSettings settings, Console console) {
    this.console = console;
    this.settings = settings;
    deployment = config.deploy();
    try {
      log = deployment.openLog(VerifyOnStart.FULL);
      try {
        server = AuditServer.start(deployment, log, settings);
      } catch (RuntimeException | Error e) {
        log.close();
        throw e;
      }
    } catch (RuntimeException | Error e) {
      deployment.close();
      throw e;
    }
  }

  /**
   * Listens.
   *
   * @throws io.offgrid.audit.AuditException if the log cannot be opened or the port not be had
   */
  static Serving of(AuditConfig config, ServerSettings settings, Console console) {
    warn(config, settings, console);
    return new Serving(config, settings, console);
  }

  /** Says that it listens, and returns never: the process ends when it is told to. */
  int untilTheEnd() {
    try (Interruption interruption = Interruption.watch(this::endTheProcess)) {
      console.out().println(announcement());
      console.flush();
      Interruption.awaitTheEnd();
    } finally {
      close();
    }
    return ExitStatus.OK;
  }

  private void endTheProcess() {
    int status = ExitStatus.OK;
    try {
      close();
    } catch (RuntimeException | Error e) {
      status = new Failures(console).explain(e);
    }
    Runtime.getRuntime().halt(status);
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    try (deployment;
        log) {
      server.close();
    }
  }

  private static void warn(AuditConfig config, ServerSettings settings, Console console) {
    if (!config.enabled()) {
      console.message("warning: audit.enabled is false: what is posted is not recorded");
    }
    boolean overTheNetwork = !ServerSettings.isLoopback(settings.bind());
    if (overTheNetwork && settings.tls().isEmpty()) {
      console.message(
          "warning: tokens and events cross the network in plain text: set audit.server.tls, or bind"
              + " 127.0.0.1 behind a reverse proxy that speaks https");
    }
  }

  private String announcement() {
    return Visible.oneLine(
        "%s://%s/ serves the log in %s to %s"
            .formatted(
                settings.tls().isPresent() ? "https" : "http",
                ListenAddress.text(settings.bind(), server.port()),
                deployment.location(),
                audience(settings)));
  }

  private static String audience(ServerSettings settings) {
    return settings.tokens().isEmpty()
        ? "everybody on this machine"
        : settings.tokens().stream()
            .map(Serving::text)
            .collect(Collectors.joining(", ", "who has the token of ", ""));
  }

  private static String text(TokenSettings token) {
    return token.may().stream()
        .map(AccessRight::word)
        .collect(Collectors.joining(", ", token.name() + " (", ")"));
  }
}
