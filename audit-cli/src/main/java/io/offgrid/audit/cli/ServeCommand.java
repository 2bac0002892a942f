package io.offgrid.audit.cli;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.runtime.config.AuditConfig;
import io.offgrid.audit.runtime.config.ServerSettings;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code serve}: the HTTP API and the page, until it is told to end. Names no class of the server:
 * those are there for this command alone, and help and manual describe it without them.
 */
@Command(
    name = "serve",
    description = {
      "Serves the log over HTTP, with a page to look at, until Ctrl-C or a polite kill. Prints one line"
          + " when it listens. Other commands can go on to record and read meanwhile.",
      "Without tokens in audit.server, everybody on this machine may do everything, and it listens"
          + " nowhere else. The settings are in audit.server; the options here take their place."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  offgrid audit serve",
      "  offgrid audit serve --port 8080",
      "  curl 'http://127.0.0.1:11611/v1/audit?limit=20&type=auth'"
    })
final class ServeCommand implements Callable<Integer> {
  private static final String SERVER = "io.offgrid.audit.server.AuditServer";

  private final Offgrid offgrid;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description =
          "The address to listen on (default: audit.server.bind, else 127.0.0.1). One that others can"
              + " reach wants tokens.")
  private @Nullable String bind;

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "The port to listen on (default: audit.server.port, else 11611); 0 for one that is free.")
  private @Nullable Integer port;

  ServeCommand(Offgrid offgrid) {
    this.offgrid = offgrid;
  }

  @Override
  public Integer call() {
    requireServer();
    AuditConfig config = offgrid.configuration();
    ServerSettings settings = settings(config);
    ListenAddress.checkThatItIsFree(settings);
    return Serving.of(config, settings, offgrid.console()).untilTheEnd();
  }

  /** Others may put a distribution together without it. */
  private static void requireServer() {
    try {
      Class.forName(SERVER, false, ServeCommand.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AuditException(
          "this installation has no server: put audit-server and what it needs on its class path",
          e);
    }
  }

  private ServerSettings settings(AuditConfig config) {
    ServerSettings configured = config.settings().server().orElseGet(ServerSettings::standard);
    String address = bind == null ? configured.bind() : bind;
    ListenAddress.checkThatItIsHere(address);
    try {
      return configured.at(address, port == null ? configured.port() : port);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
