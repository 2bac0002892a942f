package io.offgrid.audit.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The limit of recording: a loop that writes the log's bytes to a growing file, and does nothing
 * else that a log does. It may sign and link them, one after the other as any chain must.
 *
 * @param parent where the file is made
 * @param batch lines of one write
 */
record BareLog(Path parent, SampleLines lines, int batch, boolean signs, boolean forces) {
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(US_ASCII);
  private static final int LINK_AT = "{\"chain_hash\":\"sha256:".length();

  /** Lines a second. */
  double linesPerSecond(int count) {
    try {
      Path file = parent.resolve("bare.log");
      Files.deleteIfExists(file);
      try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
        long begin = System.nanoTime();
        write(channel, count);
        return count / ((System.nanoTime() - begin) / 1e9);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(FileChannel channel, int count) throws IOException {
    TwoHashes hashes = new TwoHashes();
    byte[] buffer = new byte[batch * 512];
    int filled = 0;
    for (int i = 0; i < count; i++) {
      SampleLines.Line line = lines.get(i);
      System.arraycopy(line.bytes(), 0, buffer, filled, line.bytes().length);
      if (signs) {
        sign(hashes, buffer, filled, line);
      }
      filled += line.bytes().length;
      if ((i + 1) % batch == 0 || i + 1 == count) {
        drain(channel, ByteBuffer.wrap(buffer, 0, filled));
        filled = 0;
      }
    }
  }

  private void drain(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    if (forces) {
      channel.force(false);
    }
  }

  private static void sign(TwoHashes hashes, byte[] buffer, int from, SampleLines.Line line) {
    putHex(hashes.hash(), buffer, from + LINK_AT);
    hashes.update(buffer, from, line.cut());
    byte[] mac = hashes.mac(buffer, from + line.resume(), line.length() - line.resume());
    putHex(mac, buffer, from + line.digits());
    hashes.rehash(buffer, from, line.length());
  }

  private static void putHex(byte[] hash, byte[] into, int at) {
    for (int i = 0; i < hash.length; i++) {
      into[at + 2 * i] = DIGITS[hash[i] >> 4 & 0xF];
      into[at + 2 * i + 1] = DIGITS[hash[i] & 0xF];
    }
  }
}
