package io.offgrid.audit.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * What verification cannot do without: the SHA-256 and the HMAC-SHA256 of each line, as the
 * platform computes them, of lines that are in memory and whose ends are known. The yardstick for
 * verifying.
 */
final class HashTwice {
  private static final int PIECE = 4 << 20;

  private final byte[] lines;
  private final int[] ends;

  /** Takes the first lines of a file. */
  HashTwice(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      lines = in.readNBytes(PIECE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ends = IntStream.range(0, lines.length).filter(i -> lines[i] == '\n').toArray();
  }

  /** Millions of bytes a second, when each thread hashes its share of so many bytes. */
  double megabytesPerSecond(int threads, long bytes) {
    long repeats = 1 + bytes / lines.length / threads;
    long hashed = threads * repeats * (ends[ends.length - 1] + 1);
    return hashed / Threads.seconds(threads, () -> hash(repeats)) / 1e6;
  }

  private void hash(long repeats) {
    TwoHashes hashes = new TwoHashes();
    for (long i = 0; i < repeats; i++) {
      int from = 0;
      for (int end : ends) {
        hashes.rehash(lines, from, end - from);
        hashes.mac(lines, from, end - from);
        from = end + 1;
      }
    }
  }
}
