package io.offgrid.audit.server;

import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * What every answer has, so that a browser does with it nothing that it is not for. Functions only,
 * for any thread.
 */
final class AnswerHeaders {
  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final String API_POLICY = "default-src 'none'; frame-ancestors 'none'";
  private static final Map<String, String> ALWAYS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "X-Frame-Options", "DENY",
          "Cross-Origin-Resource-Policy", "same-origin");

  private AnswerHeaders() {}

  /** Adds them. */
  static void put(String path, HttpFields.Mutable answer) {
    ALWAYS.forEach(answer::put);
    boolean page = isOfThePage(path);
    answer.put("Content-Security-Policy", page ? PAGE_POLICY : API_POLICY);
    answer.put(HttpHeader.CACHE_CONTROL, page ? "no-cache" : "no-store");
  }

  /** Whether a path is of the web page, rather than of the API. */
  static boolean isOfThePage(String path) {
    return path.equals("/") || path.startsWith("/page/");
  }
}
