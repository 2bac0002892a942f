package io.offgrid.audit.runtime;

import io.offgrid.audit.chain.Lines;
import io.offgrid.audit.chain.RangeVerifier;
import io.offgrid.audit.spi.SegmentReader;
import java.nio.ByteBuffer;

/**
 * Reads the lines of a segment from its end backwards, through one buffer that grows to the longest
 * line. Bytes after the last newline are passed over, and so are lines too long to be records. For
 * one thread.
 */
final class BackwardLines implements Lines {
  private static final int BLOCK = 64 << 10;

  private final SegmentReader reader;
  private final long size;
  private byte[] buffer = new byte[2 * BLOCK];
  private long bufferAt;
  private int begin;
  private int limit;
  private int lineStart;
  private int lineEnd;
  private long passedOver;

  /**
   * @param end where to begin, exclusive
   */
  BackwardLines(SegmentReader reader, long end) {
    this.reader = reader;
    this.size = end;
    this.begin = buffer.length;
    this.limit = buffer.length;
    this.bufferAt = end - buffer.length;
    dropUnfinished();
  }

  /**
   * Goes to the line before.
   *
   * @return false at the beginning of the segment
   */
  @Override
  public boolean advance() {
    while (limit > begin || fill()) {
      int close = limit - 1;
      int newline = lastNewline(close - 1);
      while (newline < 0 && limit - begin <= RangeVerifier.MAX_LINE) {
        int before = close - begin;
        if (!fill()) {
          return line(begin, limit - 1);
        }
        close = limit - 1;
        newline = lastNewline(close - before - 1);
      }
      if (newline >= 0) {
        return line(newline + 1, close);
      }
      passedOver++;
      dropLong();
    }
    return false;
  }

  @Override
  public byte[] buffer() {
    return buffer;
  }

  @Override
  public int start() {
    return lineStart;
  }

  @Override
  public int end() {
    return lineEnd;
  }

  /** Position of the line's first byte in the segment. */
  @Override
  public long offset() {
    return bufferAt + lineStart;
  }

  /** Lines so far that were too long to be looked at. */
  @Override
  public long passedOver() {
    return passedOver;
  }

  @Override
  public boolean isWhole() {
    return true;
  }

  @Override
  public long done() {
    return size - offset();
  }

  private boolean line(int from, int close) {
    lineStart = from;
    lineEnd = close;
    limit = from;
    return true;
  }

  private void dropUnfinished() {
    while (fill()) {
      int newline = lastNewline(limit - 1);
      if (newline >= 0) {
        limit = newline + 1;
        return;
      }
      limit = begin;
    }
    limit = begin;
  }

  /** Passes over the rest of a line that is too long, backwards to the newline before it. */
  private void dropLong() {
    limit = begin;
    while (fill()) {
      int newline = lastNewline(limit - 1);
      if (newline >= 0) {
        limit = newline + 1;
        return;
      }
      limit = begin;
    }
  }

  private int lastNewline(int from) {
    for (int i = from; i >= begin; i--) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Reads a block before what is there; false at the beginning of the segment. */
  private boolean fill() {
    long before = bufferAt + begin;
    int n = (int) Math.min(BLOCK, before);
    if (n == 0) {
      return false;
    }
    makeRoom(n);
    int read = reader.read(before - n, ByteBuffer.wrap(buffer, begin - n, n));
    if (read < n) {
      return false;
    }
    begin -= n;
    return true;
  }

  private void makeRoom(int n) {
    if (begin >= n) {
      return;
    }
    int kept = limit - begin;
    byte[] into = kept + n > buffer.length ? new byte[2 * (kept + n)] : buffer;
    int at = into.length - kept;
    System.arraycopy(buffer, begin, into, at, kept);
    bufferAt -= at - begin;
    buffer = into;
    begin = at;
    limit = into.length;
  }
}
