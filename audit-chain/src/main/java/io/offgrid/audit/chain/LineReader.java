package io.offgrid.audit.chain;

import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines forwards from a source through one buffer, which grows to the longest line but never
 * beyond a limit: of a longer line only the first bytes are kept. For one thread.
 */
public final class LineReader implements Lines {
  /** So little that what was just read is still in the processor's cache when it is looked at. */
  private static final int INITIAL = 64 << 10;

  private final int maxLine;
  private byte[] buffer = new byte[INITIAL];
  private @Nullable ByteSource source;
  private long bufferAt;
  private int filled;
  private int next;
  private int lineStart;
  private int lineEnd;
  private long lineBytes;
  private boolean newline;
  private long begun;
  private long stop;
  private boolean atEnd;
  private byte[] overlongHash = new byte[0];

  /**
   * @param maxLine bytes of a line that are kept
   */
  public LineReader(int maxLine) {
    this.maxLine = maxLine;
  }

  /**
   * Begins at a place.
   *
   * @param from where a line starts
   * @param end no byte from here on is looked at
   */
  public void start(ByteSource source, long from, long end) {
    this.source = source;
    begun = from;
    bufferAt = from;
    filled = 0;
    next = 0;
    stop = end;
    atEnd = false;
  }

  /**
   * Goes to the next line.
   *
   * @return false at the end
   */
  @Override
  public boolean advance() {
    int scanned = next;
    while (true) {
      int at = ByteSearch.newline(buffer, scanned, filled);
      if (at >= 0) {
        return line(at, true);
      }
      scanned = filled;
      if (filled - next >= maxLine) {
        return overlong();
      }
      int kept = next;
      if (!fill()) {
        return next < filled && line(filled, false);
      }
      scanned -= kept - next;
    }
  }

  /** The line is {@code buffer()[start() .. end())}, without its newline. */
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

  /** Position of the line's first byte in the source. */
  @Override
  public long offset() {
    return position() - lineBytes;
  }

  /** Bytes of the line, with its newline, also those of an overlong one that were not kept. */
  public long bytes() {
    return lineBytes;
  }

  /** Whether the line ends in a newline, rather than with the range. */
  public boolean hasNewline() {
    return newline;
  }

  /** Whether the line is longer than the limit and only its beginning is there. */
  public boolean isOverlong() {
    return lineBytes - (newline ? 1 : 0) > lineEnd - lineStart;
  }

  /** SHA-256 of all bytes of an overlong line, without its newline. */
  byte[] overlongHash() {
    return overlongHash;
  }

  @Override
  public boolean isWhole() {
    return newline && !isOverlong();
  }

  /** None: the beginning of an overlong line is there to be looked at. */
  @Override
  public long passedOver() {
    return 0;
  }

  @Override
  public long done() {
    return position() - begun;
  }

  /** Position after the line. */
  public long position() {
    return bufferAt + next;
  }

  private boolean line(int at, boolean withNewline) {
    lineStart = next;
    lineEnd = at;
    newline = withNewline;
    next = at + (withNewline ? 1 : 0);
    lineBytes = (long) next - lineStart;
    return true;
  }

  /** Passes over the rest of a line that is too long, with its beginning kept in place. */
  private boolean overlong() {
    byte[] piece = new byte[64 << 10];
    long position = bufferAt + filled;
    long lineAt = bufferAt + next;
    byte[] kept = Arrays.copyOfRange(buffer, next, next + maxLine);
    MessageDigest sha256 = ChainHash.newDigest();
    sha256.update(buffer, next, filled - next);
    newline = false;
    while (!newline) {
      int n = readAt(position, piece, 0, piece.length);
      if (n <= 0) {
        break;
      }
      int at = ByteSearch.newline(piece, 0, n);
      newline = at >= 0;
      sha256.update(piece, 0, newline ? at : n);
      position += newline ? at + 1 : n;
    }
    overlongHash = sha256.digest();
    System.arraycopy(kept, 0, buffer, 0, maxLine);
    lineStart = 0;
    lineEnd = maxLine;
    lineBytes = position - lineAt;
    bufferAt = position - maxLine;
    filled = maxLine;
    next = maxLine;
    atEnd = false;
    return true;
  }

  /** Reads more, making room first; false when there is nothing more. */
  private boolean fill() {
    if (atEnd) {
      return false;
    }
    if (next > 0) {
      System.arraycopy(buffer, next, buffer, 0, filled - next);
      bufferAt += next;
      filled -= next;
      next = 0;
    }
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, (int) Math.min(2L * buffer.length, maxLine + 1L));
    }
    int n = readAt(bufferAt + filled, buffer, filled, buffer.length - filled);
    if (n <= 0) {
      atEnd = true;
      return false;
    }
    filled += n;
    return true;
  }

  private int readAt(long position, byte[] into, int offset, int length) {
    int wanted = (int) Math.min(length, stop - position);
    if (wanted <= 0 || source == null) {
      return 0;
    }
    return source.read(position, into, offset, wanted);
  }
}
