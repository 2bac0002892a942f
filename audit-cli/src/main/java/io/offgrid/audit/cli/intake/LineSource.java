package io.offgrid.audit.cli.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines of a stream as bytes, with a limit on what one may hold in memory. For one thread. */
final class LineSource {
  /** The longest line that is read, in bytes. */
  static final int LONGEST = 16 << 20;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int end;
  private long number;
  private long bytesRead;

  LineSource(InputStream in) {
    this.in = in;
  }

  /** One line. */
  static final class Line {
    private final long number;
    private final byte[] bytes;
    private final boolean tooLong;

    Line(long number, byte[] bytes, boolean tooLong) {
      this.number = number;
      this.bytes = bytes;
      this.tooLong = tooLong;
    }

    /** From 1. */
    long number() {
      return number;
    }

    /** Without the line end, not copied; empty if it was too long. */
    byte[] bytes() {
      return bytes;
    }

    /** Whether it was longer than {@link #LONGEST}. */
    boolean tooLong() {
      return tooLong;
    }

    /** Whether there is nothing but white space. */
    boolean isBlank() {
      for (byte b : bytes) {
        if (b != ' ' && b != '\t' && b != '\r') {
          return false;
        }
      }
      return !tooLong;
    }
  }

  /** So many bytes were taken from the stream. */
  long bytesRead() {
    return bytesRead;
  }

  /** The next line, or null at the end. */
  @Nullable Line next() throws IOException {
    if (position == end && !fill()) {
      return null;
    }
    int newline = newlineInBuffer();
    if (newline < end) {
      return line(take(newline), false);
    }
    return longLine();
  }

  /** A line that goes on beyond the buffer. Its parts are joined once, to save memory. */
  private Line longLine() throws IOException {
    List<byte[]> parts = new ArrayList<>();
    int size = 0;
    boolean tooLong = false;
    boolean ended = false;
    while (!ended && (position < end || fill())) {
      int newline = newlineInBuffer();
      ended = newline < end;
      tooLong |= size + newline - position > LONGEST;
      if (tooLong) {
        parts.clear();
      } else {
        size += newline - position;
        parts.add(Arrays.copyOfRange(buffer, position, newline));
      }
      position = ended ? newline + 1 : newline;
    }
    return line(tooLong ? new byte[0] : join(parts, size), tooLong);
  }

  private static byte[] join(List<byte[]> parts, int size) {
    byte[] whole = new byte[size];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }

  private int newlineInBuffer() {
    int newline = position;
    while (newline < end && buffer[newline] != '\n') {
      newline++;
    }
    return newline;
  }

  private byte[] take(int newline) {
    byte[] bytes = Arrays.copyOfRange(buffer, position, newline);
    position = newline + 1;
    return bytes;
  }

  private Line line(byte[] bytes, boolean tooLong) {
    number++;
    boolean marked =
        number == 1 && Arrays.equals(bytes, 0, Math.min(3, bytes.length), BYTE_ORDER_MARK, 0, 3);
    return new Line(number, marked ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes, tooLong);
  }

  private boolean fill() throws IOException {
    position = 0;
    end = Math.max(0, in.read(buffer));
    bytesRead += end;
    return end > 0;
  }
}
