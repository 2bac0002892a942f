package io.offgrid.audit.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A document in which people write what is around marked parts, and a program what is in them.
 *
 * @param path where it is
 */
record MarkedDocument(Path path, String text) {
  static MarkedDocument at(Path path) throws IOException {
    return new MarkedDocument(path, Files.readString(path));
  }

  /** Replaces what stands between {@code <!-- name -->} and {@code <!-- /name -->}. */
  MarkedDocument with(String name, String content) {
    String begin = "<!-- " + name + " -->\n";
    int from = text.indexOf(begin);
    int to = text.indexOf("<!-- /" + name + " -->");
    if (from < 0 || to < from) {
      throw new IllegalStateException(path + " has no part " + name);
    }
    return new MarkedDocument(
        path, text.substring(0, from + begin.length()) + content + text.substring(to));
  }

  void write() throws IOException {
    Files.writeString(path, text);
  }
}
