package io.offgrid.audit.runtime.config;

import io.offgrid.audit.spi.Setting;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code audit.server}: where the HTTP API listens, and who may do what. */
public record ServerSettings(
    @Setting(
            value = "The address to listen on. Without tokens, one of this machine alone.",
            defaultValue = "127.0.0.1")
        String bind,
    @Setting(value = "The port to listen on; 0 for one that is free.", defaultValue = "11611")
        int port,
    @Setting("Who may do what: a list of mappings; without any, everybody on this machine may all.")
        List<TokenSettings> tokens,
    @Setting("The certificate, for https: a mapping.") Optional<ServerTlsSettings> tls,
    @Setting("Other web sites that may use the API from a browser: `https://host[:port]`.")
        List<String> allowedOrigins,
    @Setting(
            value = "How many requests a second a token, else an address, may make; 0: no limit.",
            defaultValue = "0")
        int rateLimit,
    @Setting(
            value = "Whether reading and exporting with a token is recorded in the log.",
            defaultValue = "true")
        boolean recordAccess,
    @Setting(value = "The longest body of a request, in bytes.", defaultValue = "8388608")
        int maxBodyBytes,
    @Setting(
            value =
                "How many connections may be open; beyond it, those that wait longest are closed.",
            defaultValue = "1024")
        int maxConnections,
    @Setting(value = "How long a request may take to arrive, all of it.", defaultValue = "30s")
        Duration requestTimeout,
    @Setting(
            value =
                "How often the log is verified in the background, from the start on; `0s`: never.",
            defaultValue = "24h")
        Duration verifyEvery) {
  private static final Pattern LITERAL =
      Pattern.compile("[0-9]+(\\.[0-9]+){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  public ServerSettings {
    tokens = List.copyOf(tokens);
    allowedOrigins = List.copyOf(allowedOrigins);
    within("port", port, 0, 65_535);
    within("rate_limit", rateLimit, 0, 1_000_000);
    within("max_body_bytes", maxBodyBytes, 1024, 1 << 30);
    within("max_connections", maxConnections, 8, 1_000_000);
    check(
        requestTimeout.compareTo(Duration.ofSeconds(1)) >= 0
            && requestTimeout.compareTo(Duration.ofHours(1)) <= 0,
        "request_timeout must be from 1s to 1h");
    check(
        verifyEvery.isZero() || verifyEvery.compareTo(Duration.ofMinutes(1)) >= 0,
        "verify_every must be 0s, or 1m or more");
    allowedOrigins.forEach(ServerSettings::checkOrigin);
    Set<String> names = new HashSet<>();
    for (TokenSettings token : tokens) {
      check(names.add(token.name()), "tokens has two of the name " + token.name());
    }
    check(
        !tokens.isEmpty() || isLoopback(bind),
        "bind is "
            + bind
            + ", which others can reach, and there are no tokens: anybody could read the log and"
            + " record to it. Add tokens ('offgrid audit token create NAME --may read'), or bind"
            + " 127.0.0.1");
  }

  /** What holds without a section. */
  public static ServerSettings standard() {
    return new ServerSettings(
        "127.0.0.1",
        11611,
        List.of(),
        Optional.empty(),
        List.of(),
        0,
        true,
        8 << 20,
        1024,
        Duration.ofSeconds(30),
        Duration.ofHours(24));
  }

  /**
   * The same, listening elsewhere.
   *
   * @throws IllegalArgumentException if it must not listen there
   */
  public ServerSettings at(String otherBind, int otherPort) {
    return new ServerSettings(
        otherBind,
        otherPort,
        tokens,
        tls,
        allowedOrigins,
        rateLimit,
        recordAccess,
        maxBodyBytes,
        maxConnections,
        requestTimeout,
        verifyEvery);
  }

  /** Whether only this machine can reach an address; names are not looked up. */
  public static boolean isLoopback(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return LITERAL.matcher(host).matches() && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static void checkOrigin(String origin) {
    try {
      URI uri = new URI(origin);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      String bare = uri.getScheme() + "://" + uri.getRawAuthority();
      if (web && uri.getHost() != null && uri.getRawUserInfo() == null && bare.equals(origin)) {
        return;
      }
    } catch (java.net.URISyntaxException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "allowed_origins must be like https://host or https://host:port, without a path, not "
            + origin);
  }

  private static void within(String key, int value, int least, int most) {
    check(
        value >= least && value <= most,
        key + " must be from " + least + " to " + most + ", not " + value);
  }

  private static void check(boolean fine, String problem) {
    if (!fine) {
      throw new IllegalArgumentException(problem);
    }
  }
}
