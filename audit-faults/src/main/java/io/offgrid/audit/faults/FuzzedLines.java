package io.offgrid.audit.faults;

import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.HeadCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines that nobody but the holder of the key could write, made of any lines: where one has places
 * for a link and a signature, they are filled in as they must be. What stands between them is
 * whatever was given, so that verification is led past its first checks.
 */
final class FuzzedLines {
  /** The hash of the origin stands where that of a line before would. */
  private String previous = LogTarget.ORIGIN;

  private long lines;

  /** The lines of a text, forged one after the other; what follows the last newline is left out. */
  byte[] forge(byte[] text) {
    List<String> forged = new ArrayList<>();
    for (String line : Lines.of(text)) {
      if (line.endsWith("\n")) {
        String linked = Forger.linked(line.substring(0, line.length() - 1), previous);
        previous = Forger.signed(linked, FuzzKeys.TEXT);
        forged.add(previous + "\n");
        lines++;
      }
    }
    return Lines.joined(forged);
  }

  /** A head that names the last line, as if its seq were its number. */
  byte[] head() {
    byte[] last = Forger.bytes(previous);
    return HeadCodec.encode(
        lines,
        ChainHash.of(last, 0, last.length),
        LogTarget.ORIGIN,
        "2026-01-01T00:00:00.000000Z",
        FuzzKeys.KEY);
  }
}
