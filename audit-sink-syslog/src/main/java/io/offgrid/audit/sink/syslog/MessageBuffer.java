package io.offgrid.audit.sink.syslog;

import java.io.OutputStream;
import java.util.Arrays;

/** Bytes of a message that is being written. For one thread; grows, and is used again. */
final class MessageBuffer extends OutputStream {
  private byte[] bytes = new byte[4096];
  private int size;

  @Override
  public void write(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    room(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  @Override
  public void write(byte[] source) {
    write(source, 0, source.length);
  }

  /** Writes ASCII. */
  MessageBuffer ascii(String text) {
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[size++] = (byte) text.charAt(i);
    }
    return this;
  }

  /** Writes a code point in UTF-8; one that is no character becomes U+FFFD. */
  void utf8(int codePoint) {
    int c = codePoint >= 0xD800 && codePoint <= 0xDFFF ? 0xFFFD : codePoint;
    if (c < 0x80) {
      write(c);
    } else if (c < 0x800) {
      write(0xC0 | (c >> 6));
      write(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      write(0xE0 | (c >> 12));
      write(0x80 | ((c >> 6) & 0x3F));
      write(0x80 | (c & 0x3F));
    } else {
      write(0xF0 | (c >> 18));
      write(0x80 | ((c >> 12) & 0x3F));
      write(0x80 | ((c >> 6) & 0x3F));
      write(0x80 | (c & 0x3F));
    }
  }

  void insert(int at, byte[] source) {
    room(source.length);
    System.arraycopy(bytes, at, bytes, at + source.length, size - at);
    System.arraycopy(source, 0, bytes, at, source.length);
    size += source.length;
  }

  boolean isAscii(int from) {
    int seen = 0;
    for (int i = from; i < size; i++) {
      seen |= bytes[i];
    }
    return seen >= 0;
  }

  int size() {
    return size;
  }

  /** Forgets what was written from there on. */
  void cutTo(int newSize) {
    size = newSize;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), 2 * bytes.length));
    }
  }
}
