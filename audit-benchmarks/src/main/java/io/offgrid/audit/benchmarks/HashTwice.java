package io.offgrid.audit.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What verification cannot do without: the SHA-256 and the HMAC-SHA256 of each line, as the
 * platform computes them, of lines that are in memory and whose ends are known. The yardstick for
 * verifying.
 */
final class HashTwice {
  private static final int PIECE = 4 << 20;
  private static final String HMAC = "HmacSHA256";

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

  private void hash(long repeats) throws GeneralSecurityException {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    Mac hmac = Mac.getInstance(HMAC);
    hmac.init(new SecretKeySpec("a key of some 32 bytes, for this".getBytes(US_ASCII), HMAC));
    byte[] into = new byte[32];
    for (long i = 0; i < repeats; i++) {
      int from = 0;
      for (int end : ends) {
        sha256.update(lines, from, end - from);
        sha256.digest(into, 0, into.length);
        hmac.update(lines, from, end - from);
        hmac.doFinal(into, 0);
        from = end + 1;
      }
    }
  }
}
