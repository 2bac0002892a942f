package io.offgrid.audit.benchmarks;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/** What receivers do, each with as little work as its protocol allows. */
final class Talks {
  /** What answers {@code open}: so many lines. */
  static final int OPENED_LINES = 3;

  private static final String OPENED = "200 OK\nrelp_version=0\ncommands=syslog";
  private static final byte[] OK =
      "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int BUFFER = 64 << 10;

  private Talks() {}

  /** Reads and forgets. */
  static void discard(InputStream in, OutputStream out, LongConsumer received) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      received.accept(count);
    }
  }

  /** RELP: acknowledges each message; writes answers when nothing more is there to read. */
  static void relp(InputStream from, OutputStream to, LongConsumer received) throws IOException {
    BufferedInputStream in = new BufferedInputStream(from, BUFFER);
    BufferedOutputStream out = new BufferedOutputStream(to, BUFFER);
    StringBuilder word = new StringBuilder();
    while (word(in, word)) {
      String number = word.toString();
      word(in, word);
      boolean opens = word.toString().equals("open");
      boolean closes = word.toString().equals("close");
      word(in, word);
      int length = Integer.parseInt(word.toString());
      in.skipNBytes(length == 0 ? 0 : length + 1);
      String answer = opens ? OPENED : "200 OK";
      out.write(
          (number + " rsp " + answer.length() + " " + answer + "\n")
              .getBytes(StandardCharsets.US_ASCII));
      if (!opens && !closes) {
        received.accept(length);
      }
      if (in.available() == 0) {
        out.flush();
      }
      if (closes) {
        return;
      }
    }
  }

  /** The next word; the space or newline behind it is read, too. */
  private static boolean word(InputStream in, StringBuilder word) throws IOException {
    word.setLength(0);
    int c = in.read();
    while (c != ' ' && c != '\n') {
      if (c < 0) {
        return false;
      }
      word.append((char) c);
      c = in.read();
    }
    return true;
  }

  /** HTTP/1.1 with one connection for all: 200 to everything. */
  static void http(InputStream from, OutputStream out, LongConsumer received) throws IOException {
    BufferedInputStream in = new BufferedInputStream(from, BUFFER);
    StringBuilder line = new StringBuilder();
    while (line(in, line)) {
      long length = 0;
      while (line.length() > 0) {
        String header = line.toString();
        if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
          length = Long.parseLong(header.substring(15).strip());
        }
        if (!line(in, line)) {
          throw new EOFException();
        }
      }
      in.skipNBytes(length);
      received.accept(length);
      out.write(OK);
    }
  }

  private static boolean line(InputStream in, StringBuilder line) throws IOException {
    line.setLength(0);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        return false;
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return true;
  }
}
