package io.offgrid.audit.sink.syslog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a receiver listens.
 *
 * @param host a name or an address, without brackets
 */
record HostPort(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]+(?:%[\\w.-]+)?)]|([\\w.-]+))(?::(\\d{1,9}))?");

  HostPort {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("must name a host");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("must have a port from 1 to 65535, not " + port);
    }
  }

  /**
   * Reads {@code host}, {@code host:port}, {@code [::1]} or {@code [::1]:port}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static HostPort parse(String text, int defaultPort) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "must be host:port, an IPv6 address in brackets as in [::1]:514, not '" + text + "'");
    }
    String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    String port = matcher.group(3);
    return new HostPort(host, port == null ? defaultPort : Integer.parseInt(port));
  }

  /** As it is written, with brackets where an IPv6 address needs them. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
