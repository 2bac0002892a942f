package io.offgrid.audit.sink.webhook;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Says in words why a call failed. The messages of exceptions are repeated only where they are
 * about addresses and certificates: others quote what the peer sent, and a peer may echo the
 * request, with all that is secret in it. So none is handed on as a cause either.
 */
final class Failure {
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Z}]+");
  private static final int MAX_CHARACTERS = 300;

  private Failure() {}

  static String of(Exception e, String doing, Duration timeout) {
    if (Thread.currentThread().isInterrupted()) {
      return "interrupted while " + doing;
    }
    return e instanceof InterruptedIOException
        ? "timed out after " + timeout.toMillis() + " ms while " + doing
        : why(e, doing);
  }

  private static String why(Exception e, String doing) {
    if (e instanceof UnknownHostException) {
      return "the host's name cannot be resolved";
    }
    if (e instanceof SSLException) {
      // Some JDKs put the name of an alert in front.
      String why = String.valueOf(e.getMessage()).replaceFirst("^\\([a-z_]+\\) ", "");
      return "TLS failed: " + printable(why);
    }
    if (e instanceof ConnectException && e.getCause() != null) {
      return printable(e.getMessage() + ": " + e.getCause().getMessage());
    }
    if (e instanceof SocketException) {
      return printable(e.getMessage()) + " while " + doing;
    }
    return "the connection ended, or what came was no HTTP, while " + doing;
  }

  /** One line that cannot move a cursor. */
  static String printable(@Nullable String text) {
    String line = UNPRINTABLE.matcher(String.valueOf(text)).replaceAll(" ").strip();
    return line.length() <= MAX_CHARACTERS ? line : line.substring(0, MAX_CHARACTERS) + "…";
  }
}
