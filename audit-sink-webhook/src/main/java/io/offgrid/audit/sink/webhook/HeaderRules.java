package io.offgrid.audit.sink.webhook;

import io.offgrid.audit.spi.Secret;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the setting {@code headers} may hold: RFC 9110, sections 5.1 and 5.5, less what the sink
 * sets itself and what rules the connection. OkHttp checks too, but later, and shows the value.
 */
final class HeaderRules {
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");
  private static final Set<String> TAKEN =
      Set.of(
          "accept-encoding",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "expect",
          "host",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "user-agent");

  private HeaderRules() {}

  /**
   * Checks headers.
   *
   * @throws IllegalArgumentException shows no value, and no name that is none: a line with both may
   *     have become the name by mistake
   */
  static void check(Map<String, Secret> headers) {
    Set<String> seen = new HashSet<>();
    int number = 0;
    for (Map.Entry<String, Secret> header : headers.entrySet()) {
      number++;
      String name = header.getKey();
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "headers holds a name that is none in HTTP, the one at place " + number);
      }
      String lower = name.toLowerCase(Locale.ROOT);
      if (TAKEN.contains(lower) || lower.startsWith("webhook-")) {
        throw new IllegalArgumentException(
            "headers must not hold " + name + ": the sink sets it itself");
      }
      if (!seen.add(lower)) {
        throw new IllegalArgumentException("headers holds " + name + " twice");
      }
      if (!VALUE.matcher(header.getValue().reveal()).matches()) {
        throw new IllegalArgumentException(
            "headers holds a value of " + name + " with what is not printable ASCII");
      }
    }
  }
}
