package io.offgrid.audit.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads and writes that do not stop short. */
final class Fully {
  private Fully() {}

  /** Fills the buffer as far as there are bytes; returns how many there were. */
  static int read(DiskFile file, long position, ByteBuffer into) throws IOException {
    int total = 0;
    while (into.hasRemaining()) {
      int read = file.read(position + total, into);
      if (read < 0) {
        break;
      }
      total += read;
    }
    return total;
  }

  static void write(DiskFile file, long position, ByteBuffer bytes) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += file.write(at, bytes);
    }
  }

  /** Appends what the source has from a position on, in small pieces. */
  static void copy(DiskFile from, long position, DiskFile to) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(64 * 1024);
    long read = 0;
    while (read(from, position + read, piece) > 0) {
      piece.flip();
      int length = piece.remaining();
      write(to, read, piece);
      read += length;
      piece.clear();
    }
  }
}
