package io.offgrid.audit.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.offgrid.audit.runtime.Durability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lines as the log writes them, for those who write them without a log.
 *
 * @param lines of {@link SampleEvents}, and of nothing else
 */
record SampleLines(List<Line> lines) {
  private static final int COUNT = 10_000;
  private static final byte[] SIGNATURE = ",\"signature\":\"hmac-sha256:".getBytes(US_ASCII);

  /**
   * A line.
   *
   * @param bytes with the newline
   * @param cut where the signature's member begins
   */
  @SuppressWarnings("ArrayRecordComponent") // not compared
  record Line(byte[] bytes, int cut) {
    /** Where the first of the signature's digits stands. */
    int digits() {
      return cut + SIGNATURE.length;
    }

    /** Where what is signed goes on. */
    int resume() {
      return digits() + 64 + 1;
    }

    /** Bytes without the newline. */
    int length() {
      return bytes.length - 1;
    }
  }

  /** Records some, and reads them back. */
  static SampleLines in(Path parent) throws Exception {
    try (Scratch scratch = new Scratch(parent, Durability.BUFFERED)) {
      Recording.stream(scratch.log(), COUNT);
      scratch.log().flush();
      return of(Files.readAllBytes(scratch.directory().resolve("events.log")));
    }
  }

  private static SampleLines of(byte[] all) {
    List<Line> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < all.length; i++) {
      if (all[i] == '\n') {
        byte[] line = Arrays.copyOfRange(all, from, i + 1);
        lines.add(new Line(line, cut(line)));
        from = i + 1;
      }
    }
    return new SampleLines(lines);
  }

  private static int cut(byte[] line) {
    int at = line.length - SIGNATURE.length;
    while (!Arrays.equals(line, at, at + SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
      at--;
    }
    return at;
  }

  Line get(int n) {
    return lines.get(n % lines.size());
  }

  /** Bytes of a line with its newline, on average. */
  double averageBytes() {
    return lines.stream().mapToInt(line -> line.bytes.length).average().orElseThrow();
  }
}
