package io.offgrid.audit.server;

import io.offgrid.audit.runtime.config.ServerSettings;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * From which web pages requests may come. A browser lets every page that it shows send requests to
 * this machine, also to a name that its owner has just pointed here (DNS rebinding); where no token
 * stands between, only pages of this server itself may, and those that are listed. Immutable.
 */
final class Origins {
  private static final List<String> OWN_SITES = List.of("same-origin", "none");

  private final List<String> allowed;
  private final String scheme;

  Origins(ServerSettings settings) {
    allowed = settings.allowedOrigins();
    scheme = settings.tls().isPresent() ? "https://" : "http://";
  }

  /** Whether any other web site may ask. */
  boolean areListed() {
    return !allowed.isEmpty();
  }

  /** The page's origin, if it is listed. */
  @Nullable String listed(Request request) {
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    return origin != null && allowed.contains(origin) ? origin : null;
  }

  /**
   * Refuses what a browser sends for somebody else's page.
   *
   * @throws Problem 403
   */
  void check(Request request) {
    HttpFields headers = request.getHeaders();
    String host = checkHost(request, headers.get(HttpHeader.HOST));
    String origin = headers.get(HttpHeader.ORIGIN);
    if (origin != null) {
      if (!origin.equalsIgnoreCase(scheme + host) && !allowed.contains(origin)) {
        throw foreign(origin);
      }
      return;
    }
    String site = headers.get("Sec-Fetch-Site");
    if (site != null && !OWN_SITES.contains(site) && !isVisit(request)) {
      throw Problem.of(
          403,
          "the request comes from another web site (Sec-Fetch-Site: %s), which is not let near the log"
              .formatted(Shown.text(site)));
    }
  }

  /** Says that an origin is not listed. */
  static Problem foreign(String origin) {
    return Problem.of(
        403,
        "the origin %s is foreign; audit.server.allowed_origins lets web sites in"
            .formatted(Shown.text(origin)));
  }

  private static String checkHost(Request request, @Nullable String host) {
    String named = request.getHttpURI().getHost();
    if (host == null || !isLoopback(withoutPort(host)) || named == null || !isLoopback(named)) {
      throw Problem.of(
          403,
          "the host %s is not this machine, as localhost and 127.0.0.1 are; tokens (audit.server.tokens) let other names in"
              .formatted(host == null ? "(none)" : Shown.text(host)));
    }
    return host;
  }

  private static boolean isLoopback(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    return ServerSettings.isLoopback(bare.toLowerCase(Locale.ROOT));
  }

  private static String withoutPort(String host) {
    return host.replaceFirst(":[0-9]*$", "");
  }

  /** Somebody follows a link to the page, which shows nothing to the page that he comes from. */
  private static boolean isVisit(Request request) {
    return "navigate".equals(request.getHeaders().get("Sec-Fetch-Mode"))
        && request.getMethod().equals("GET")
        && request.getHttpURI().getCanonicalPath().equals("/");
  }
}
