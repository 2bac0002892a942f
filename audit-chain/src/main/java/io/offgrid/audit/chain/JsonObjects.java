package io.offgrid.audit.chain;

import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts a stream into the exact bytes of its outermost JSON objects, whether they stand in an array
 * or one a line. Understands nothing else of JSON. For one thread.
 */
final class JsonObjects {
  private final InputStream in;
  private final int maxBytes;
  private final byte[] block = new byte[64 << 10];
  private final ByteBuilder object = new ByteBuilder(64 << 10);
  private int at;
  private int filled;
  private long position;
  private long offset;
  private long line = 1;
  private long objectLine;
  private long strayBytes;
  private long firstStray;

  JsonObjects(InputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /** Goes to the next object; false at the end. An unfinished one counts as stray bytes. */
  boolean advance() throws IOException {
    int b = skipToObject();
    if (b < 0) {
      return false;
    }
    object.reset();
    offset = position - 1;
    objectLine = line;
    int depth = 0;
    boolean inString = false;
    boolean escaped = false;
    for (; b >= 0; b = read()) {
      if (object.length() < maxBytes) {
        object.append(b);
      }
      if (inString) {
        inString = escaped || b != '"';
        escaped = !escaped && b == '\\';
      } else if (b == '"') {
        inString = true;
      } else if (b == '{') {
        depth++;
      } else if (b == '}' && --depth == 0) {
        return true;
      }
    }
    stray(position - offset);
    return false;
  }

  byte[] buffer() {
    return object.array();
  }

  int length() {
    return object.length();
  }

  /** Position of the object's first byte. */
  long offset() {
    return offset;
  }

  /** 1-based line on which the object begins. */
  long line() {
    return objectLine;
  }

  /** Bytes read. */
  long position() {
    return position;
  }

  /** Bytes that are neither part of an object nor punctuation between objects. */
  long strayBytes() {
    return strayBytes;
  }

  long firstStray() {
    return firstStray;
  }

  private int skipToObject() throws IOException {
    int b = read();
    while (b >= 0 && b != '{') {
      if (b != '[' && b != ']' && b != ',' && b > ' ') {
        stray(1);
      }
      b = read();
    }
    return b;
  }

  private void stray(long bytes) {
    if (strayBytes == 0) {
      firstStray = position - bytes;
    }
    strayBytes += bytes;
  }

  private int read() throws IOException {
    if (at == filled) {
      filled = in.read(block);
      at = 0;
      if (filled <= 0) {
        filled = 0;
        return -1;
      }
    }
    position++;
    int b = block[at++] & 0xFF;
    if (b == '\n') {
      line++;
    }
    return b;
  }
}
