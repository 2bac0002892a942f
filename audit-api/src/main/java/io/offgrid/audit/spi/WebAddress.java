package io.offgrid.audit.spi;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;

/**
 * A URL of the web that may hold secrets: it prints itself without user, query and fragment.
 * Immutable.
 */
public final class WebAddress {
  private final String text;
  private final URI uri;

  /**
   * Checks a URL.
   *
   * @throws IllegalArgumentException if it is none with {@code http} or {@code https} and a host;
   *     the message does not repeat it
   */
  public WebAddress(String text) {
    this.text = Objects.requireNonNull(text, "text");
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "is not a URL: " + e.getReason() + " at character " + (e.getIndex() + 1));
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw new IllegalArgumentException("must begin with https:// or http://");
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("names no host");
    }
    if (uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw new IllegalArgumentException("names no port from 1 to 65535");
    }
  }

  /** The whole text; keep it out of messages. */
  public String reveal() {
    return text;
  }

  /** Whether what goes there is encrypted. */
  public boolean isEncrypted() {
    return text.regionMatches(true, 0, "https:", 0, 6);
  }

  /** The host's name or address. */
  public String host() {
    return Objects.requireNonNull(uri.getHost());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WebAddress address && address.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Scheme, host, port and path. */
  @Override
  public String toString() {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
  }
}
