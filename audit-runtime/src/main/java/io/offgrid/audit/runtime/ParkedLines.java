package io.offgrid.audit.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Consumer;

/** The lines of what was parked. One without a newline was never acknowledged, and is left out. */
final class ParkedLines {
  private static final int PIECE = 64 << 10;

  private ParkedLines() {}

  /**
   * Goes through them; of a line that is broken there are no members.
   *
   * @return how many bytes they are
   */
  static long forEach(InputStream in, Consumer<Map<String, Object>> action) throws IOException {
    byte[] piece = new byte[PIECE];
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long bytes = 0;
    for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
      int from = 0;
      for (int i = 0; i < read; i++) {
        if (piece[i] == '\n') {
          line.write(piece, from, i - from);
          from = i + 1;
          bytes += line.size() + 1;
          action.accept(FlatJson.read(line.toByteArray()));
          line.reset();
        }
      }
      line.write(piece, from, read - from);
    }
    return bytes;
  }
}
