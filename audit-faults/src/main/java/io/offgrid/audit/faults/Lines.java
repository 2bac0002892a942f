package io.offgrid.audit.faults;

import java.util.ArrayList;
import java.util.List;

/** The lines of a segment, each with its newline if it has one. */
final class Lines {
  private Lines() {}

  static List<String> of(byte[] segment) {
    List<String> lines = new ArrayList<>();
    String text = Forger.text(segment);
    int from = 0;
    while (from < text.length()) {
      int newline = text.indexOf('\n', from);
      int to = newline < 0 ? text.length() : newline + 1;
      lines.add(text.substring(from, to));
      from = to;
    }
    return lines;
  }

  static byte[] joined(List<String> lines) {
    return Forger.bytes(String.join("", lines));
  }
}
