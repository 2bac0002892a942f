package io.offgrid.audit.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** How fast OpenSSL hashes, as {@code openssl speed} says of one thread. */
final class OpenSsl {
  private OpenSsl() {}

  /** Whether there is one. */
  static boolean isThere() {
    try {
      return !output("version").isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /** Millions of bytes a second that get both a SHA-256 and an HMAC-SHA256, in such pieces. */
  static double megabytesPerSecondTwice(int bytes) {
    try {
      double sha256 = speed(bytes, "-evp", "sha256");
      double hmac = speed(bytes, "-hmac", "sha256");
      return 1 / (1 / sha256 + 1 / hmac) / 1e6;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The last line is {@code +F:number:name:bytes a second}, or so. */
  private static double speed(int bytes, String... what) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("speed", "-mr", "-seconds", "1"));
    arguments.addAll(List.of("-bytes", Integer.toString(bytes)));
    arguments.addAll(List.of(what));
    String text = output(arguments.toArray(String[]::new));
    String figure = text.substring(text.lastIndexOf(':') + 1).strip();
    return Double.parseDouble(figure);
  }

  private static String output(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
