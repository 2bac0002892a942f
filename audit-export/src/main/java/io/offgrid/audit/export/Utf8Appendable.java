package io.offgrid.audit.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Text into a stream as UTF-8. Unlike an {@link java.io.OutputStreamWriter} it can hand over what
 * it holds without flushing the stream behind it, and it copies parts of a string without making a
 * new one. A lone surrogate becomes {@code ?}. For one thread.
 */
final class Utf8Appendable implements Appendable {
  private static final int CHARS = 8192;

  private final OutputStream out;
  private final CharsetEncoder encoder =
      StandardCharsets.UTF_8
          .newEncoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final char[] waiting = new char[CHARS];
  private final ByteBuffer bytes = ByteBuffer.allocate(CHARS * 3);
  private int count;

  Utf8Appendable(OutputStream out) {
    this.out = out;
  }

  @Override
  public Utf8Appendable append(@Nullable CharSequence text) throws IOException {
    CharSequence shown = String.valueOf(text);
    return append(shown, 0, shown.length());
  }

  @Override
  public Utf8Appendable append(@Nullable CharSequence text, int start, int end) throws IOException {
    String string = String.valueOf(text);
    int from = start;
    while (from < end) {
      makeRoom();
      int length = Math.min(end - from, CHARS - count);
      string.getChars(from, from + length, waiting, count);
      count += length;
      from += length;
    }
    return this;
  }

  @Override
  public Utf8Appendable append(char c) throws IOException {
    makeRoom();
    waiting[count++] = c;
    return this;
  }

  /** Hands everything to the stream, at the end of the text. */
  void drain() throws IOException {
    encode(true);
  }

  private void makeRoom() throws IOException {
    if (count == CHARS) {
      encode(false);
    }
  }

  private void encode(boolean end) throws IOException {
    CharBuffer chars = CharBuffer.wrap(waiting, 0, count);
    encoder.encode(chars, bytes, end); // cannot overflow: a char takes three bytes at the most
    count = chars.remaining(); // the first half of a surrogate pair waits for the second
    chars.get(waiting, 0, count);
    out.write(bytes.array(), 0, bytes.position());
    bytes.clear();
  }
}
